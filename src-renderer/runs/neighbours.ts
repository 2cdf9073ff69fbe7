import type { ImageSet } from '../../src-shared/domain/image-set.ts';
import type { Run } from '../../src-shared/domain/run.ts';
import { changesInWords, type Networks } from '../train/settings/settings-words.ts';

/** An experiment that stands beside a run's own in the table, and what the run does otherwise than its runs. */
export interface Neighbour {
  experiment: string;
  /** "Batch: 64, was 128"; empty where it was made alike. */
  changes: string[];
}

type Known = Pick<
  Run,
  'id' | 'experiment' | 'recipe' | 'seed' | 'settings' | 'realSetId' | 'syntheticSetIds'
>;

/** The experiments begun just before and just after a run's own, latest first; compared by their run that is most like it. */
export function neighboursOf(
  run: Known,
  runs: readonly Known[],
  networks: Networks,
  sets: readonly Pick<ImageSet, 'id' | 'name'>[],
): Neighbour[] {
  const latest = (list: readonly Known[]) => Math.max(...list.map(({ id }) => id));
  const groups = [...Map.groupBy(runs, ({ experiment }) => experiment)]
    .map(([experiment, list]) => ({ experiment, list }))
    .toSorted((a, b) => latest(b.list) - latest(a.list));
  const place = groups.findIndex(({ experiment }) => experiment === run.experiment);
  return [groups[place - 1], groups[place + 1]].flatMap((group) => {
    const other = group && likest(run, group.list);
    return other ? [{ experiment: group.experiment, changes: changesOf(other, run, networks, sets) }] : [];
  });
}

const likest = (run: Known, others: readonly Known[]): Known | undefined =>
  others.find(({ recipe, seed }) => recipe === run.recipe && seed === run.seed) ??
  others.find(({ recipe }) => recipe === run.recipe) ??
  others[0];

function changesOf(
  before: Known,
  after: Known,
  networks: Networks,
  sets: readonly Pick<ImageSet, 'id' | 'name'>[],
): string[] {
  const names = (ids: readonly number[]) =>
    ids.map((id) => sets.find((set) => set.id === id)?.name ?? 'a set that was removed').join(', ') || 'none';
  const lines = [
    { name: 'Real set', was: names([before.realSetId]), is: names([after.realSetId]) },
    // Which synthetic images a recipe uses is its own affair.
    ...(before.recipe === after.recipe
      ? [{ name: 'Synthetic sets', was: names(before.syntheticSetIds), is: names(after.syntheticSetIds) }]
      : []),
  ];
  return [
    ...lines.filter(({ was, is }) => was !== is).map(({ name, was, is }) => `${name}: ${is}, was ${was}`),
    ...changesInWords(before.settings, after.settings, networks),
  ];
}
