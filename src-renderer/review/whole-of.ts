import type { ImageSet } from '../../src-shared/domain/image-set.ts';
import { everything, type Source } from './store.ts';

/** What to show where a filter left nothing: the whole set, or all images where the set is empty or was removed. */
export function wholeOf({ setId }: Source, sets: readonly Pick<ImageSet, 'id' | 'counts'>[]): Source {
  const holdsImages = sets.some(({ id, counts }) => id === setId && counts.total > 0);
  return holdsImages ? { ...everything, setId } : everything;
}
