import type { RunSummary, SummaryColumn } from '../../src-shared/domain/run.ts';
import type { RecipeName } from '../../src-shared/domain/training.ts';
import { mean, type PairedDifference, pairedDifference, sampleStd } from '../../src-shared/statistics.ts';
import type { Score } from '../project/queries/evaluations.ts';

const BASELINE: RecipeName = 'real-only';

/** Scores of one recipe on one set, by seed. A recipe that was trained twice at a seed counts with its later run. */
type Entry = ReadonlyMap<number, Score>;

/** Finished runs over their seeds, experiment by experiment, in the order in which they come. */
export function summarize(scores: readonly Score[]): RunSummary[] {
  const experiments = Map.groupBy(scores, ({ experiment }) => experiment);
  return [...experiments.values()].flatMap(summarizeExperiment);
}

function summarizeExperiment(scores: readonly Score[]): RunSummary[] {
  const recipes = [...Map.groupBy(scores, ({ recipe }) => recipe).values()];
  return recipes.map((own) => {
    const runIds = [...new Set(own.map(({ runId }) => runId))];
    const { experiment, recipe } = own[0]!;
    const names = [...new Set(own.map(({ name }) => name))];
    const columns = names.map((name) => column(name, recipe, scores));
    return { experiment, recipe, runIds, n: new Set(own.map(({ seed }) => seed)).size, columns };
  });
}

function column(name: string, recipe: RecipeName, scores: readonly Score[]): SummaryColumn {
  const rivals = Map.groupBy(
    scores.filter((score) => score.name === name),
    (score) => score.recipe,
  );
  const entries = new Map([...rivals].map(([rival, list]) => [rival, bySeed(list)]));
  const own = entries.get(recipe)!;
  const baseline = recipe === BASELINE ? undefined : entries.get(BASELINE);
  const values = [...own.values()];
  const top1 = values.map((score) => score.top1);
  const perClass = values.map((score) => score.meanPerClass);
  const { kind, styleCoverage } = values[0]!;
  return {
    name,
    kind,
    styleCoverage,
    mean: mean(top1),
    std: sampleStd(top1),
    n: top1.length,
    meanPerClass: { mean: mean(perClass), std: sampleStd(perClass) },
    difference: baseline ? paired(own, baseline) : null,
    best: isAmongBest(own, [...entries.values()]),
  };
}

const bySeed = (scores: readonly Score[]): Entry => new Map(scores.map((score) => [score.seed, score]));

/** At the seeds that both have; null if there is none. */
function paired(a: Entry, b: Entry): PairedDifference | null {
  const seeds = [...a.keys()].filter((seed) => b.has(seed));
  if (seeds.length === 0) return null;
  const top1 = (entry: Entry): number[] => seeds.map((seed) => entry.get(seed)!.top1);
  return pairedDifference(top1(a), top1(b));
}

const meanOf = (entry: Entry): number => mean([...entry.values()].map(({ top1 }) => top1));

/** Of entries with two seeds or more; a single seed says nothing about its spread. Without two common seeds nothing is told apart. */
function isAmongBest(own: Entry, all: readonly Entry[]): boolean {
  if (own.size < 2) return false;
  const repeated = all.filter(({ size }) => size >= 2);
  const leader = repeated.reduce((best, entry) => (meanOf(entry) > meanOf(best) ? entry : best));
  const interval = paired(leader, own)?.interval;
  return meanOf(own) >= meanOf(leader) || !interval || interval.low <= 0;
}
