import { describeRecipe } from '../../src-shared/domain/recipes.ts';
import type { ImageSet } from '../../src-shared/domain/image-set.ts';
import type { Run } from '../../src-shared/domain/run.ts';
import type { RecipeName } from '../../src-shared/domain/training.ts';
import { domainsOf } from '../../src-shared/recipes/stages.ts';
import { recipes } from '../../src-shared/recipes/index.ts';
import type { ClonedFrom, Draft } from './draft.ts';
import { changesInWords, type Networks } from './settings/settings-words.ts';

type Known = Pick<
  Run,
  'experiment' | 'recipe' | 'seed' | 'settings' | 'realSetId' | 'syntheticSetIds' | 'evaluations'
>;

/**
 * The request that led to some runs of one experiment, to be changed: their recipes, seeds and settings, and the sets that are still there. Which
 * sets a run could have had beside those that its recipe uses is taken from the whole experiment.
 */
export function cloneOf(
  chosen: readonly [Known, ...Known[]],
  all: readonly Known[],
  sets: readonly Pick<ImageSet, 'id' | 'role'>[],
): Omit<Draft, 'projectId'> {
  const [first] = chosen;
  const experiment = all.filter(({ experiment: name }) => name === first.experiment);
  const of = (role: ImageSet['role']) => sets.filter((set) => set.role === role).map(({ id }) => id);
  const used = new Set(experiment.flatMap(({ syntheticSetIds }) => syntheticSetIds));
  const opened = new Set(
    experiment.flatMap(({ evaluations }) =>
      evaluations.filter(({ kind }) => kind === 'ood').map(({ setId }) => setId),
    ),
  );
  // Until a run is over, nothing tells on which OOD sets it will be tested.
  const oodSetIds = of('ood').filter((id) => opened.size === 0 || opened.has(id));
  const common = {
    realSetId: of('real').includes(first.realSetId) ? first.realSetId : null,
    syntheticSetIds: of('synthetic').filter((id) => used.has(id)),
    recipes: [...new Set(chosen.map(({ recipe }) => recipe))],
    seeds: seedsInWords(chosen.map(({ seed }) => seed)),
    settings: first.settings,
  };
  return {
    ...common,
    name: first.experiment,
    oodSetIds,
    clonedFrom: { ...common, title: titleOf(chosen) },
  };
}

function titleOf(runs: readonly [Known, ...Known[]]): string {
  const [{ experiment, settings }] = runs;
  const names = new Set(runs.map(({ recipe }) => describeRecipe(recipe, settings).title));
  const seeds = new Set(runs.map(({ seed }) => seed));
  const which = `seed${seeds.size === 1 ? '' : 's'} ${seedsInWords([...seeds])}`;
  return `${experiment}: ${[...names].join(', ')}, ${which}`;
}

/** As a person would type them: "1, 2, 3", from four in a row on "1-4". */
export function seedsInWords(seeds: readonly number[]): string {
  const ordered = [...new Set(seeds)].toSorted((a, b) => a - b);
  const [from, to] = [ordered[0], ordered.at(-1)];
  const inARow = from !== undefined && to !== undefined && to - from === ordered.length - 1;
  return inARow && ordered.length > 3 ? `${from}-${to}` : ordered.join(', ');
}

/** What is no longer as in the runs that a draft began with; empty while it is the same. */
export function changesOf(
  draft: Draft,
  from: ClonedFrom,
  networks: Networks,
  sets: readonly Pick<ImageSet, 'id' | 'name'>[],
): string[] {
  const titles = (names: readonly RecipeName[]) =>
    names.map((name) => describeRecipe(name, draft.settings).title).join(', ');
  const setNames = (ids: readonly (number | null)[]) =>
    sets
      .filter(({ id }) => ids.includes(id))
      .map(({ name }) => name)
      .join(', ') || 'none';
  const lines = [
    { name: 'Recipes', was: titles(from.recipes), is: titles(draft.recipes) },
    { name: 'Seeds', was: from.seeds, is: draft.seeds.trim() },
    { name: 'Real set', was: setNames([from.realSetId]), is: setNames([draft.realSetId]) },
    ...(draft.recipes.some((name) => domainsOf(recipes[name]).has('synthetic'))
      ? [{ name: 'Synthetic sets', was: setNames(from.syntheticSetIds), is: setNames(draft.syntheticSetIds) }]
      : []),
  ];
  return [
    ...lines.filter(({ was, is }) => was !== is).map(({ name, was, is }) => `${name}: ${is}, was ${was}`),
    ...changesInWords(from.settings, draft.settings, networks),
  ];
}
