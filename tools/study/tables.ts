import type { Run } from '../../src-shared/domain/run.ts';
import { mean, pairedDifference } from '../../src-shared/statistics.ts';
import { difference, markdownTable } from './cells.ts';
import { comparisonTable, type Place, places } from './comparison-table.ts';
import {
  type Experiment,
  experiments,
  GAPS,
  GENERATED,
  oracleName,
  RETRIEVAL,
  SHOTS,
  sources,
} from './plan.ts';

/** Top-1 of a run on the test split, or its mean over the OOD sets of one kind of style; in percent. */
function accuracy({ evaluations }: Run, place: Place): number {
  const chosen = evaluations.filter(({ kind, styleCoverage }) =>
    place === 'test' ? kind === 'test' : kind === 'ood' && styleCoverage === place,
  );
  return 100 * mean(chosen.map(({ top1 }) => top1));
}

const find = (recipe: Experiment['recipe'], source: string | null, shots: number | null): Experiment => {
  const found = experiments.find(
    (each) => each.recipe === recipe && each.source === source && each.shots === shots,
  );
  if (!found) throw new RangeError(`There is no experiment of ${recipe} with ${source ?? 'nothing'}.`);
  return found;
};

/** Accuracies of an experiment, in the order of its seeds. */
export type RunsOf = (experiment: Experiment) => readonly Run[];

const bySeed = (runs: readonly Run[], place: Place): number[] =>
  [...runs].sort((a, b) => a.seed - b.seed).map((run) => accuracy(run, place));

const sourceNames: Readonly<Record<string, string>> = {
  [GENERATED]: 'generated',
  [oracleName(1)]: 'oracle',
  [RETRIEVAL]: 'retrieval',
};

/** Accuracy and paired difference to *real only* at the same shots. */
export function accuracyTable(runsOf: RunsOf, shots: number): string {
  const shown = [find('real-only', null, shots), ...sources.flatMap((source) => comparedWith(source, shots))];
  const rows = shown.map((experiment) => ({
    words: words(experiment),
    values: (place: Place) => bySeed(runsOf(experiment), place),
  }));
  return comparisonTable('trained on', rows);
}

const comparedWith = (source: string, shots: number): Experiment[] => [
  find('synthetic-only', source, null),
  find('mixed', source, shots),
];

function words({ recipe, source, shots }: Experiment): string {
  const real = `${shots} real`;
  if (source === null) return real;
  const name = sourceNames[source] ?? source;
  return recipe === 'mixed' ? `${real} + ${name}` : name;
}

/** What mixing in an oracle set gains, by how far its look is from the real one's. */
export function gapTable(runsOf: RunsOf): string {
  const shots = SHOTS[0];
  const baseline = runsOf(find('real-only', null, shots));
  const rows = GAPS.map((gap) => {
    const runs = runsOf(find('mixed', oracleName(gap), shots));
    const gains = places.map((place) =>
      difference(pairedDifference(bySeed(runs, place), bySeed(baseline, place))),
    );
    return [String(gap), ...gains];
  });
  return markdownTable(['domain gap', 'gain on test', 'covered styles', 'held-out styles'], rows);
}
