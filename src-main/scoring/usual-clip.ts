import { usualModel } from '../../src-shared/domain/usual-model.ts';
import type { ProjectVocabulary } from '../../src-shared/domain/vocabulary.ts';
import { UserError } from '../../src-shared/errors.ts';
import type { UsableModel } from '../model-library/model-library.ts';
import { type ClipLibrary, offeredClip } from './clip-library.ts';
import type { ClipFacts } from './engine/tasks.ts';

/** The CLIP to take when nobody says which (`usualModel`). UserError 'not-found' where none can be used. */
export async function usualClip(
  library: ClipLibrary,
  project: ProjectVocabulary,
): Promise<UsableModel<ClipFacts>> {
  const best = usualModel((await library.listModels()).map(offeredClip), project);
  if (!best) {
    throw new UserError(
      'not-found',
      'There is no CLIP model that can be used.',
      'Add one on the Models screen, or with "models add <path>".',
    );
  }
  return library.usableModel(best.id);
}
