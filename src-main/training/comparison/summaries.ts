import type {
  BootstrapInterval,
  RecipeDifference,
  RunSummary,
  SummaryColumn,
} from '../../../src-shared/domain/run.ts';
import type { RecipeName } from '../../../src-shared/domain/training.ts';
import { mean, type PairedDifference, pairedDifference } from '../../../src-shared/statistics.ts';
import type { Score } from '../../project/queries/run-scores.ts';
import { type Entry, entryOf, evaluationsOf, generationsOf, meanOf, spreadOf, valuesOf } from './entry.ts';
import type { ComparedEvaluations } from './image-intervals.ts';

const BASELINE: RecipeName = 'real-only';

/** The interval over test images of the difference between runs; null where they have no images in common. */
type MeasureImages = (compared: ComparedEvaluations) => Promise<BootstrapInterval | null>;

/** Finished runs over their seeds, experiment by experiment, in the order in which they come. */
export async function summarize(
  scores: readonly Score[],
  measureImages: MeasureImages,
): Promise<RunSummary[]> {
  const experiments = Map.groupBy(scores, ({ experiment }) => experiment);
  const summaries = [...experiments.values()].map((own) => summarizeExperiment(own, measureImages));
  return (await Promise.all(summaries)).flat();
}

function summarizeExperiment(scores: readonly Score[], measureImages: MeasureImages): Promise<RunSummary[]> {
  const recipes = [...Map.groupBy(scores, ({ recipe }) => recipe).values()];
  return Promise.all(
    recipes.map(async (own): Promise<RunSummary> => {
      const { experiment, recipe } = own[0]!;
      const names = [...new Set(own.map(({ name }) => name))];
      return {
        experiment,
        recipe,
        runIds: [...new Set(own.map(({ runId }) => runId))],
        n: new Set(own.map(({ seed }) => seed)).size,
        shortcut: shortcutOf(own),
        columns: await Promise.all(names.map((name) => column(name, recipe, scores, measureImages))),
      };
    }),
  );
}

/** A probe stands with every score of its run. */
function shortcutOf(scores: readonly Score[]): number | null {
  const byRun = new Map(scores.map(({ runId, shortcut }) => [runId, shortcut]));
  const measured = [...byRun.values()].filter((auc) => auc !== null);
  return measured.length > 0 ? mean(measured) : null;
}

async function column(
  name: string,
  recipe: RecipeName,
  scores: readonly Score[],
  measureImages: MeasureImages,
): Promise<SummaryColumn> {
  const rivals = Map.groupBy(
    scores.filter((score) => score.name === name),
    (score) => score.recipe,
  );
  const entries = new Map([...rivals].map(([rival, list]) => [rival, entryOf(list)]));
  const own = entries.get(recipe)!;
  const baseline = recipe === BASELINE ? undefined : entries.get(BASELINE);
  const { kind, styleCoverage } = [...own.values()][0]![0]!;
  const top1 = ({ top1 }: Score): number => top1;
  const meanPerClass = ({ meanPerClass }: Score): number => meanPerClass;
  return {
    name,
    kind,
    styleCoverage,
    mean: meanOf(own, top1),
    std: spreadOf(own, top1),
    n: own.size,
    generations: generationsOf(own, top1),
    sameImages: haveSameImages([...entries.values()]),
    meanPerClass: { mean: meanOf(own, meanPerClass), std: spreadOf(own, meanPerClass) },
    withoutDoubtful: withoutDoubtful(own),
    difference: baseline ? await difference(name, own, baseline, measureImages) : null,
    best: isAmongBest(own, [...entries.values()]),
  };
}

/** Earlier versions did not say which images they measured; then as many are taken for the same. */
function haveSameImages(entries: readonly Entry[]): boolean {
  const scores = entries.flatMap((entry) => [...entry.values()].flat());
  const counts = new Set(scores.map(({ images }) => images));
  const digests = new Set(scores.flatMap(({ imageDigest }) => imageDigest ?? []));
  return counts.size <= 1 && digests.size <= 1;
}

function withoutDoubtful(own: Entry): SummaryColumn['withoutDoubtful'] {
  const clean = [...own.values()].flat().map((score) => score.clean);
  const sizes = new Set(clean.map((accuracy) => accuracy?.images));
  const [images] = sizes;
  if (images === undefined || sizes.size > 1) return null;
  const top1 = (score: Score): number => score.clean?.top1 ?? Number.NaN;
  return { mean: meanOf(own, top1), std: spreadOf(own, top1), images };
}

async function difference(
  name: string,
  own: Entry,
  baseline: Entry,
  measureImages: MeasureImages,
): Promise<RecipeDifference | null> {
  const overSeeds = paired(own, baseline);
  if (!overSeeds) return null;
  const seeds = commonSeeds(own, baseline);
  const compared = { name, own: evaluationsOf(own, seeds), baseline: evaluationsOf(baseline, seeds) };
  return { ...overSeeds, testImages: await measureImages(compared) };
}

const commonSeeds = (a: Entry, b: Entry): number[] => [...a.keys()].filter((seed) => b.has(seed));

/** At the seeds that both have; null if there is none. */
function paired(a: Entry, b: Entry): PairedDifference | null {
  const seeds = commonSeeds(a, b);
  if (seeds.length === 0) return null;
  const top1 = (entry: Entry): number[] => valuesOf(entry, seeds, (score) => score.top1);
  return pairedDifference(top1(a), top1(b));
}

/** Of entries with two seeds or more; a single seed says nothing about its spread. Without two common seeds nothing is told apart. */
function isAmongBest(own: Entry, all: readonly Entry[]): boolean {
  if (own.size < 2) return false;
  const top1 = (entry: Entry): number => meanOf(entry, (score) => score.top1);
  const repeated = all.filter(({ size }) => size >= 2);
  const leader = repeated.reduce((best, entry) => (top1(entry) > top1(best) ? entry : best));
  const interval = paired(leader, own)?.interval;
  return top1(own) >= top1(leader) || !interval || interval.low <= 0;
}
