import type { ProjectContext } from '../../src-main/cli/command.ts';
import { waitForJob } from '../../src-main/cli/wait-for-job.ts';
import { formatDuration } from '../../src-shared/format/durations.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { Forecast } from './forecast.ts';
import { experimentOf, recipeOf, settingsOf } from './plan.ts';
import type { BenchSets } from './prepare.ts';
import { type Cell, isDone, runsOf } from './runs.ts';
import { secondsOf, timeRows } from './step-times.ts';

/** A run that is still to be trained, from its start or from where it was left. */
interface OpenCell {
  readonly cell: Cell;
  /** The paused job that holds it; null: there is none yet. */
  readonly jobId: number | null;
  /** Steps that an earlier call took. */
  readonly stepsBefore: number;
  /** Expected from here on. */
  readonly seconds: number;
}

/** Trains every cell that has no finished run; what an earlier call left half done goes on from its checkpoint. */
export async function trainCells(
  context: ProjectContext,
  cells: readonly Cell[],
  sets: BenchSets,
): Promise<void> {
  const open = await openCells(context, cells, sets);
  const { output } = context;
  output.note(`${formatNoun(cells.length, 'run')}, ${cells.length - open.length} of them finished already.`);
  if (open.length === 0) return;
  const seconds = open.reduce((sum, each) => sum + each.seconds, 0);
  output.note(`The others will take about ${formatDuration(seconds)}.`);
  const forecast = new Forecast(seconds);
  for (const [i, each] of open.entries()) {
    const start = performance.now();
    await trainCell(context, each, { sets, forecast, place: `run ${i + 1} of ${open.length}` });
    forecast.finished(each.seconds, (performance.now() - start) / 1000);
  }
}

async function openCells(
  { api, output }: ProjectContext,
  cells: readonly Cell[],
  sets: BenchSets,
): Promise<OpenCell[]> {
  const runs = await api.runs.list.query();
  const paused = new Set(
    (await api.jobs.list.query()).flatMap(({ id, state }) => (state.status === 'paused' ? [id] : [])),
  );
  const missing = cells
    .map((cell) => ({ cell, known: runsOf(runs, cell, sets) }))
    .filter(({ known }) => !known.some(isDone));
  if (missing.length === 0) return [];
  const steps = missing[0]!.cell.steps;
  output.note('Timing a few steps of each recipe.');
  const times = await timeRows([...new Set(missing.map(({ cell }) => cell.row))], steps);
  for (const [{ title }, { secondsAStep }] of times) {
    output.note(`  ${title.padEnd(28)}${(1000 * secondsAStep).toFixed(0).padStart(6)} ms a step`);
  }
  return missing.map(({ cell, known }) => {
    const left = known.find(({ jobId }) => jobId !== null && paused.has(jobId));
    const stepsBefore = left?.step ?? 0;
    const seconds = secondsOf(times.get(cell.row)!, steps - stepsBefore);
    return { cell, jobId: left?.jobId ?? null, stepsBefore, seconds };
  });
}

interface Circumstances {
  readonly sets: BenchSets;
  readonly forecast: Forecast;
  readonly place: string;
}

async function trainCell(context: ProjectContext, open: OpenCell, around: Circumstances): Promise<void> {
  const { api, output } = context;
  const { cell, stepsBefore, seconds } = open;
  const { row, seed, steps } = cell;
  const { sets, forecast, place } = around;
  const jobId = open.jobId ?? (await startCell(context, cell, sets));
  if (open.jobId !== null) await api.jobs.resume.mutate({ id: jobId });
  const detail = async (): Promise<string> => {
    const step =
      runsOf(await api.runs.list.query(), cell, sets).find((run) => run.jobId === jobId)?.step ?? 0;
    const left = forecast.left(seconds, Math.max(0, step - stepsBefore) / (steps - stepsBefore || 1));
    return ` · ${place} · all of them in ${formatDuration(left)}`;
  };
  await waitForJob(context, jobId, { detail });
  const run = runsOf(await api.runs.list.query(), cell, sets).find((each) => each.jobId === jobId);
  const name = `${experimentOf(row, steps)}, seed ${seed}`;
  if (run?.status !== 'done')
    return output.note(`${name} failed: ${run?.error?.message ?? 'no reason is known.'}`);
  const top1 = run.evaluations.find(({ kind }) => kind === 'test')?.top1 ?? Number.NaN;
  output.note(`${name}: ${(100 * top1).toFixed(1)} %`);
}

async function startCell(
  { api }: ProjectContext,
  { row, seed, steps }: Cell,
  { real, synthetic }: BenchSets,
): Promise<number> {
  const { jobId } = await api.training.start.mutate({
    name: experimentOf(row, steps),
    realSetId: real,
    syntheticSetIds: [...(synthetic.get(row.volume) ?? [])],
    oodSetIds: [],
    recipes: [recipeOf(row)],
    seeds: [seed],
    settings: settingsOf(row, steps),
  });
  return jobId;
}
