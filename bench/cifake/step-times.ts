import { availableParallelism } from 'node:os';
import { openEngine } from '../../src-main/graph/executors/engines.ts';
import { readFormCosts, writeFormCosts } from '../../src-main/training/run/form-costs-file.ts';
import { openSession } from '../../src-main/training/run/open-session.ts';
import { planSteps, runStages, type StepPlan } from '../../src-main/training/run/stages.ts';
import type { TrainingRunInput } from '../../src-main/training/run/task.ts';
import type { StepInput, TrainingSession } from '../../src-main/training/step/training-session.ts';
import { createRandom } from '../../src-shared/random.ts';
import { recipes } from '../../src-shared/recipes/index.ts';
import { recipeOf, type Row, settingsOf } from './plan.ts';

const CLASSES = 10;
/** Test photographs, which every run predicts at its end. */
const TEST_IMAGES = 3000;
const TIMED_STEPS = 4;

/** What a row's runs take, measured on random pictures with the graphs that the runs will have. */
export interface RowTime {
  /** Of one step, averaged over the stages. */
  readonly secondsAStep: number;
  /** Of loading the graphs and of the test at the end. */
  readonly secondsBeside: number;
}

export const secondsOf = ({ secondsAStep, secondsBeside }: RowTime, steps: number): number =>
  secondsBeside + steps * secondsAStep;

/** Times a few steps of each row; rows that train by the same graphs are timed once. */
export async function timeRows(rows: readonly Row[], steps: number): Promise<ReadonlyMap<Row, RowTime>> {
  const known = new Map<string, RowTime>();
  const times = new Map<Row, RowTime>();
  for (const row of rows) {
    const input = runWithoutPictures(row, steps);
    const plan = planSteps(input, input);
    const kind = JSON.stringify([
      recipes[input.recipe].auxiliaryNorm ?? null,
      plan.variants,
      shares(input, plan),
    ]);
    const time = known.get(kind) ?? (await timeRun(input, plan));
    known.set(kind, time);
    times.set(row, time);
  }
  return times;
}

function runWithoutPictures(row: Row, steps: number): TrainingRunInput {
  const settings = settingsOf(row, steps);
  const pool = Array.from({ length: settings.batchSize }, (_, i) => ({ imageIndex: i, label: i % CLASSES }));
  return {
    folder: '',
    recipe: recipeOf(row),
    seed: 1,
    settings,
    totalSteps: steps,
    classNames: Array.from({ length: CLASSES }, (_, i) => String(i)),
    files: [],
    real: pool,
    synthetic: pool,
    val: [],
    realSetId: 0,
    sealed: [],
  };
}

/** Share of the steps that each kind of step takes. */
function shares(input: TrainingRunInput, { stages, variants }: StepPlan): number[] {
  const planned = runStages(input);
  return variants.map((_, variant) =>
    planned.reduce((sum, { share }, i) => sum + (stages[i]?.variant === variant ? share : 0), 0),
  );
}

const secondsSince = (start: number): number => (performance.now() - start) / 1000;

async function timeRun(input: TrainingRunInput, steps: StepPlan): Promise<RowTime> {
  const threads = availableParallelism();
  const engine = await openEngine('onnxruntime', {
    threads,
    read: readFormCosts,
    write: writeFormCosts,
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  const session = await openSession(input, { steps, start: null, checkpoint: null, engine, threads });
  const opened = performance.now();
  try {
    let secondsAStep = 0;
    for (const [variant, share] of shares(input, steps).entries()) {
      await session.prepare(variant);
      secondsAStep += share * (await timeSteps(session, input, { variant, steps }));
    }
    const loading = secondsSince(opened) - TIMED_STEPS * secondsAStep;
    const { batchSize, imageSize } = input.settings;
    const start = performance.now();
    await session.predict(new Float32Array(batchSize * 3 * imageSize ** 2));
    return { secondsAStep, secondsBeside: loading + (secondsSince(start) * TEST_IMAGES) / batchSize };
  } finally {
    await session.dispose();
  }
}

/** Seconds of the median step; the first one, which allocates, is left out. */
async function timeSteps(
  session: TrainingSession,
  { settings: { batchSize, imageSize } }: TrainingRunInput,
  { variant, steps: { variants } }: { variant: number; steps: StepPlan },
): Promise<number> {
  const random = createRandom(1);
  const labels = Int32Array.from({ length: batchSize }, (_, i) => i % CLASSES);
  const input: StepInput = {
    images: Float32Array.from({ length: batchSize * 3 * imageSize ** 2 }, () => random.normal()),
    labels,
    weights: new Float32Array(batchSize).fill(1),
    learningRate: 0.01,
    variant,
    mixed: variants[variant]?.mixesLabels
      ? { others: labels, shares: new Float32Array(batchSize).fill(0.7) }
      : undefined,
  };
  const times: number[] = [];
  for (let i = 0; i <= TIMED_STEPS; i++) {
    const start = performance.now();
    await session.step(input);
    if (i > 0) times.push(secondsSince(start));
  }
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}
