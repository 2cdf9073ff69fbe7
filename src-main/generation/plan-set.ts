import type { StartGenerationInput } from '../../src-shared/api/generation.ts';
import type { Database } from '../project/database.ts';
import type { PlannedModel } from './plan-model.ts';

/**
 * Why the images cannot go into the set of that name, if it is there. A set tells by its origin whether the notice of the drawn world
 * belongs under its figures; so it takes images of one world only.
 */
export async function setProblems(
  setId: number | null,
  { setName }: StartGenerationInput,
  model: PlannedModel,
  database: Database,
): Promise<string[]> {
  const set = setId === null ? null : await database.call('sets.get', setId);
  if (!set || 'problem' in model) return [];
  const other = 'Choose another name for the set.';
  if (set.origin.kind !== 'generated') {
    return [`The set "${setName}" holds ${set.origin.kind} images, not generated ones. ${other}`];
  }
  if (set.origin.drawnWorld === model.drawnWorld) return [];
  return set.origin.drawnWorld
    ? [`The set "${setName}" holds images of the tutorial's drawn world. ${other}`]
    : [
        `The set "${setName}" holds images of another model, and this one knows the drawn world only. ${other}`,
      ];
}
