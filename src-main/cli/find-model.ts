import { UsageError } from './failure.ts';

interface ListedModel {
  readonly id: string;
  readonly name: string;
  readonly problem: string | null;
}

/** The model with that id or name; without one, the first that can be used. */
export function findModel<Model extends ListedModel>(
  models: readonly Model[],
  reference: string | undefined,
): Model {
  const found =
    reference === undefined
      ? (models.find(({ problem }) => problem === null) ?? models[0])
      : models.find(({ id, name }) => id === reference || name === reference);
  if (found) return found;
  const known = models.map(({ id, name }) => `${name} (${id})`).join(', ');
  throw new UsageError(
    reference === undefined
      ? 'There is no model yet. Add one with "models add <path>".'
      : `There is no model "${reference}". There are: ${known || 'none'}.`,
  );
}
