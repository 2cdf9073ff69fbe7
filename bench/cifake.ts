import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { ProjectContext } from '../src-main/cli/command.ts';
import { describeFailure, InterruptedError } from '../src-main/cli/failure.ts';
import { document, notTheProtocol, resultTable } from './cifake/document.ts';
import { rows, SEEDS, STEPS } from './cifake/plan.ts';
import { type BenchSets, prepare } from './cifake/prepare.ts';
import { accuracyOf, type Outcome, outcomeOf, resultOf } from './cifake/results.ts';
import { cellsOf, isDone, runsOf } from './cifake/runs.ts';
import { openBenchProject } from './cifake/session.ts';
import { trainCells } from './cifake/train-cells.ts';

const root = join(import.meta.dirname, '..');

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: String(SEEDS) },
    steps: { type: 'string', default: String(STEPS) },
    data: { type: 'string', default: join(root, '..', 'shared', 'data', 'cifake') },
    home: { type: 'string', default: join(import.meta.dirname, '.cifake') },
    json: { type: 'boolean', default: false },
    'write-docs': { type: 'boolean', default: false },
  },
});

const [data, home] = [resolve(values.data), resolve(values.home)];
const conditions = { seeds: Number(values.seeds), steps: Number(values.steps) };
const seeds = Array.from({ length: conditions.seeds }, (_, i) => i + 1);

async function measure(context: ProjectContext): Promise<void> {
  const sets = await prepare(context, { data, home });
  await trainCells(context, cellsOf(rows, seeds, conditions.steps), sets);
  const outcomes = await readOutcomes(context, sets);
  const { output } = context;
  output.print(resultTable(outcomes));
  const departure = notTheProtocol(conditions);
  if (departure) output.note(departure);
  if (values['write-docs']) {
    await writeFile(join(root, 'docs', 'cifake.md'), document(outcomes, conditions));
    output.note('Wrote docs/cifake.md.');
  }
  output.result({ rows: outcomes.map(resultOf) });
}

async function readOutcomes({ api }: ProjectContext, sets: BenchSets): Promise<Outcome[]> {
  const runs = await api.runs.list.query();
  const finished = rows.map((row) => {
    const bySeed = seeds.flatMap((seed) => {
      const run = runsOf(runs, { row, seed, steps: conditions.steps }, sets).find(isDone);
      return run ? [[seed, accuracyOf(run)] as const] : [];
    });
    return { row, bySeed: new Map(bySeed) };
  });
  return finished.map(({ row, bySeed }) =>
    outcomeOf(row, bySeed, row === rows[0] ? null : finished[0]!.bySeed),
  );
}

/** What keeps the benchmark from starting; null: nothing. */
function complaint(): string | null {
  const isCount = (value: number): boolean => Number.isInteger(value) && value > 0;
  if (!isCount(conditions.seeds)) return '--seeds takes a whole number from 1.';
  if (!isCount(conditions.steps) || conditions.steps < 2) return '--steps takes a whole number from 2.';
  if (!existsSync(join(data, 'synthetic'))) {
    return `There is no CIFAKE in ${data}. Say where it is with --data <folder>: real-train, real-test and synthetic, with a folder a class in each.`;
  }
  return null;
}

const problem = complaint();
if (problem === null) {
  const context = await openBenchProject(home, values.json);
  try {
    await measure(context);
  } catch (error) {
    const { report, exitCode } = describeFailure(error);
    const interrupted = error instanceof InterruptedError;
    context.output.note(interrupted ? 'Paused. The same call goes on.' : (report?.message ?? String(error)));
    process.exitCode = exitCode;
  } finally {
    await context.close();
  }
} else {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 2;
}
