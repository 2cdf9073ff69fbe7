import type { ProjectVocabulary } from './vocabulary.ts';

interface KnowingModel {
  readonly name: string;
  /** Words that it knows; null: of the whole world. */
  readonly vocabulary: 'drawn-world' | null;
}

interface OfferedModel extends KnowingModel {
  /** Null where it can be used. */
  readonly problem: string | null;
}

const fits = ({ vocabulary }: KnowingModel, project: ProjectVocabulary): boolean =>
  (vocabulary === 'drawn-world') === (project === 'drawn-world');

/**
 * The model to take when nobody says which: the program's own for projects of the drawn world; else the newest that a person added, and
 * the program's own where there is none. Undefined where none can be used. `models`: in the order in which they are listed.
 */
export function usualModel<Model extends OfferedModel>(
  models: readonly Model[],
  project: ProjectVocabulary,
): Model | undefined {
  const usable = models.filter(({ problem }) => problem === null);
  const fitting = usable.filter((model) => fits(model, project));
  return (project === 'drawn-world' ? fitting[0] : fitting.at(-1)) ?? usable[0];
}

/** What a person should know before a model of the drawn world meets other images; null where there is nothing to say. */
export const worldWarning = (model: KnowingModel, project: ProjectVocabulary): string | null =>
  model.vocabulary === 'drawn-world' && !fits(model, project)
    ? `"${model.name}" knows the drawn tutorial world only, and this project is not of it: what it makes or says of other things means nothing. Choose or add a model that knows them.`
    : null;
