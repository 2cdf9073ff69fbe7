import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { MetricPoint } from '../../src-shared/domain/run.ts';
import { formatPercent } from '../../src-shared/format/numbers.ts';
import { UserError } from '../../src-shared/errors.ts';
import { writeDurably } from '../files/durable-write.ts';
import { errorCode } from '../files/error-code.ts';
import { readJsonIfThere } from '../files/read-json.ts';
import type { Database } from '../project/database.ts';
import { withDiskErrors } from './run/disk-errors.ts';
import { runFiles, type TrainingRunInput, type TrainingRunOutput } from './run/task.ts';

/** What a run made of one peak learning rate; `points` are its curve. */
const trialSchema = z.object({
  peak: z.number(),
  /** Null where it diverged. */
  valAccuracy: z.number().nullable(),
  points: z.array(z.custom<MetricPoint>((value) => typeof value === 'object' && value !== null)),
});
type Trial = z.infer<typeof trialSchema>;

const choiceSchema = z.object({
  chosen: z.number().int().nonnegative(),
  peaks: z.array(z.number()),
  valAccuracies: z.array(z.number().nullable()),
});
type Choice = z.infer<typeof choiceSchema>;

const choiceFile = 'learning-rates.json';

export interface GridOptions {
  readonly runId: number;
  readonly database: Database;
  /** Trains from the start or its checkpoint; `before` steps of the run's item are done already. */
  readonly train: (input: TrainingRunInput, before: number) => Promise<TrainingRunOutput>;
}

/** A run at the learning rate that it keeps. */
interface ChosenRun {
  readonly input: TrainingRunInput;
  /** Steps that were taken at the other rates. */
  readonly before: number;
  readonly notes: readonly string[];
}

/** Peak rates that a run is trained at, ascending; one where there is no grid. */
export const peaksOf = ({ schedule }: Pick<TrainingRunInput['settings'], 'schedule'>): number[] =>
  schedule.grid ? [...new Set(schedule.grid)].toSorted((a, b) => a - b) : [schedule.peak];

/**
 * Trains a run at every rate of its grid, without opening a sealed set, and keeps the one with the highest validation accuracy (the lowest of
 * equal ones; docs/methods.md 8.3): what is to be concluded is left in the run's folder as a checkpoint after the last step, with its curve in the
 * database. Rates that diverge are passed over. Can be given up and called again at any time. Null when it was paused. Rejects with a
 * UserError 'diverged' when no rate is left.
 */
export async function chooseRate(input: TrainingRunInput, options: GridOptions): Promise<ChosenRun | null> {
  const peaks = peaksOf(input.settings);
  if (!input.settings.schedule.grid) return { input, before: 0, notes: [] };
  const file = join(input.folder, choiceFile);
  let choice = await readJsonIfThere(file, choiceSchema);
  if (!choice) {
    const trials = await runTrials(input, peaks, options);
    if (!trials) return null;
    choice = choiceOf(trials);
    await save(file, choice);
  }
  await keepTrial(input, choice, options);
  return {
    input: atPeak(input, choice.peaks[choice.chosen]!),
    before: (peaks.length - 1) * input.totalSteps,
    notes: [inWords(choice)],
  };
}

/** A disk that refuses stops the job, which goes on from here once there is room. */
const save = (file: string, value: Trial | Choice): Promise<void> =>
  withDiskErrors(async () => {
    await mkdir(dirname(file), { recursive: true });
    await writeDurably(file, new TextEncoder().encode(`${JSON.stringify(value)}\n`));
  });

function atPeak(input: TrainingRunInput, peak: number): TrainingRunInput {
  const { grid: _, ...schedule } = input.settings.schedule;
  return { ...input, settings: { ...input.settings, schedule: { ...schedule, peak } } };
}

const trialsFolder = (folder: string): string => join(folder, 'rates');
const trialFolder = ({ folder }: TrainingRunInput, index: number): string =>
  join(trialsFolder(folder), String(index));
const trialFile = (input: TrainingRunInput, index: number): string =>
  join(trialFolder(input, index), 'trial.json');

async function runTrials(
  input: TrainingRunInput,
  peaks: readonly number[],
  options: GridOptions,
): Promise<Trial[] | null> {
  const trials: Trial[] = [];
  for (const [index, peak] of peaks.entries()) {
    const file = trialFile(input, index);
    let trial = await readJsonIfThere(file, trialSchema);
    if (!trial) {
      const folder = trialFolder(input, index);
      const found = await runTrial(
        { ...atPeak(input, peak), folder, sealed: [], trial: true },
        index * input.totalSteps,
        options,
      );
      if (found === 'paused') return null;
      trial = { peak, ...found };
      await save(file, trial);
    }
    trials.push(trial);
  }
  return trials;
}

async function runTrial(
  input: TrainingRunInput,
  before: number,
  { runId, database, train }: GridOptions,
): Promise<Omit<Trial, 'peak'> | 'paused'> {
  try {
    const output = await train(input, before);
    if (output.status === 'paused') return 'paused';
    const points = await database.call('runs.metrics', { runId, afterStep: -1 });
    const last = points.findLast(({ valAccuracy }) => valAccuracy !== null)?.valAccuracy ?? null;
    return { valAccuracy: input.settings.choose === 'best' ? output.bestValAccuracy : last, points };
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'diverged') throw error;
    return { valAccuracy: null, points: [] };
  }
}

function choiceOf(trials: readonly Trial[]): Choice {
  const valAccuracies = trials.map(({ valAccuracy }) => valAccuracy);
  const best = Math.max(...valAccuracies.filter((accuracy) => accuracy !== null));
  const chosen = valAccuracies.indexOf(best);
  if (chosen < 0) {
    throw new UserError(
      'diverged',
      'Training diverged at every learning rate of the grid.',
      'Try lower peak learning rates, or a longer warm-up.',
    );
  }
  return { chosen, peaks: trials.map(({ peak }) => peak), valAccuracies };
}

/** Puts the chosen trial in the place of the run, as if no other had been; what was done before a kill is not done again. */
async function keepTrial(
  input: TrainingRunInput,
  { chosen }: Choice,
  { runId, database }: GridOptions,
): Promise<void> {
  const trial = await readJsonIfThere(trialFile(input, chosen), trialSchema);
  if (trial) {
    await moveIfThere(
      join(trialFolder(input, chosen), runFiles.checkpoint),
      join(input.folder, runFiles.checkpoint),
    );
    await database.transaction([
      { name: 'runs.rewind', input: { runId, step: 0 } },
      { name: 'runs.appendMetrics', input: { runId, points: trial.points } },
    ]);
  }
  await removeTrials(input.folder);
}

/** Removes what was trained at each rate of a grid from a run's folder, if there is any. */
export const removeTrials = (folder: string): Promise<void> =>
  rm(trialsFolder(folder), { recursive: true, force: true });

async function moveIfThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

function inWords({ chosen, peaks, valAccuracies }: Choice): string {
  const tried = peaks.map((peak, i) => {
    const accuracy = valAccuracies[i] ?? null;
    return `${peak} (${accuracy === null ? 'diverged' : formatPercent(accuracy)})`;
  });
  return `Peak learning rate ${peaks[chosen]!}, chosen by validation accuracy of ${tried.join(', ')}.`;
}
