import { UserError } from '../../src-shared/errors.ts';
import type { UsableModel } from '../model-library/model-library.ts';
import type { ClipLibrary } from './clip-library.ts';
import type { ClipFacts } from './engine/tasks.ts';

/**
 * The CLIP to take when nobody says which: the program's own for projects of the drawn world; else the newest that a person added, and the
 * program's own where there is none.
 */
export async function usualClip(
  library: ClipLibrary,
  isDrawnWorld: boolean,
): Promise<UsableModel<ClipFacts>> {
  const models = await library.listModels();
  const usable = models.filter(({ inspection }) => inspection.kind === 'usable');
  const fitting = usable.filter(({ card }) => (card.vocabulary === 'drawn-world') === isDrawnWorld);
  const best = (isDrawnWorld ? fitting[0] : fitting.at(-1)) ?? usable[0];
  if (!best) {
    throw new UserError(
      'not-found',
      'There is no CLIP model that can be used.',
      'Add one on the Models screen, or with "models add <path>".',
    );
  }
  return library.usableModel(best.id);
}
