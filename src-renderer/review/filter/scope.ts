import { useQuery } from '@tanstack/react-query';
import type { ImageClass } from '../../../src-shared/domain/image-class.ts';
import { isOfDrawnWorld } from '../../../src-shared/domain/image-set.ts';
import { originNames } from '../../../src-shared/format/prompts.ts';
import { queries } from '../../api/queries.ts';
import { useReview } from '../store.ts';
import { type Place, placeWords } from './draft.ts';

/** What the panel is about: the synthetic images among those that the grid shows. */
export interface Scope {
  /** Undefined: every synthetic set. */
  readonly setIds: number[] | undefined;
  /** The class and origin that the grid shows: what a threshold is set for. */
  readonly place: Place;
  /** "crane, stylized" */
  readonly words: string;
  readonly classes: readonly ImageClass[];
  /** Whether the images are of the drawn world. */
  readonly drawn: boolean;
}

/** Null where no synthetic image can be among what is shown, or before the sets are known. */
export function useScope(): Scope | null {
  const { data: sets } = useQuery(queries.sets());
  const { data: classes } = useQuery(queries.classes());
  const setId = useReview((state) => state.source.setId);
  const origin = useReview((state) => state.source.origin);
  const classId = useReview((state) => state.classId);
  const shown =
    sets?.filter(({ role, id }) => role === 'synthetic' && (setId === null || setId === id)) ?? [];
  if (!classes || shown.length === 0) return null;
  const className = classes.find(({ id }) => id === classId)?.name ?? null;
  return {
    setIds: setId === null ? undefined : [setId],
    place: { classId, origin },
    words: placeWords(className, origin, origin === null ? '' : originNames[origin]),
    classes,
    drawn: shown.some(({ origin: from }) => isOfDrawnWorld(from)),
  };
}

/** The fields of a question to the host. */
export const filterOfScope = ({ setIds, place }: Scope) => ({
  ...(setIds ? { setIds } : {}),
  ...(place.classId === null ? {} : { classId: place.classId }),
  ...(place.origin === null ? {} : { origin: place.origin }),
});
