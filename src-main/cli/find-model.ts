import { usualModel } from '../../src-shared/domain/usual-model.ts';
import type { ProjectVocabulary } from '../../src-shared/domain/vocabulary.ts';
import { UsageError } from './failure.ts';

/** The model with that id or name. */
export function findModel<Model extends { readonly id: string; readonly name: string }>(
  models: readonly Model[],
  reference: string,
): Model {
  const found = models.find(({ id, name }) => id === reference || name === reference);
  if (found) return found;
  const known = models.map(({ id, name }) => `${name} (${id})`).join(', ');
  throw new UsageError(`There is no model "${reference}". There are: ${known || 'none'}.`);
}

type Offered = Parameters<typeof usualModel>[0][number];

/** The model with that id or name; without one, that which fits the project, or else one that says what is wrong with it. */
export function chooseModel<Model extends Offered & { readonly id: string }>(
  models: readonly Model[],
  reference: string | undefined,
  project: ProjectVocabulary,
): Model {
  if (reference !== undefined) return findModel(models, reference);
  const usual = usualModel(models, project) ?? models[0];
  if (usual) return usual;
  throw new UsageError('There is no model yet. Add one with "models add <path>".');
}
