import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import type { Verdict } from '../../src-shared/domain/image-set.ts';
import type { ProjectInfo } from '../../src-shared/domain/project.ts';
import type { Run } from '../../src-shared/domain/run.ts';
import type { StartTutorial } from '../../src-shared/domain/tutorial.ts';
import { UserError } from '../../src-shared/errors.ts';
import { formatDuration } from '../../src-shared/format/durations.ts';
import { addCommand, type CommonOptions, type ProjectContext } from './command.ts';
import { withFreeName } from './free-name.ts';
import { createOutput } from './output.ts';
import { formatRunTable } from './run-table.ts';
import { openSession, type Session } from './session.ts';
import { waitForJob } from './wait-for-job.ts';

interface DemoOptions extends CommonOptions {
  out?: string;
}

/** Small enough for two cores and some ten minutes, large enough that the recipes differ by more than chance. */
const settings: StartTutorial = {
  dataSet: 'menagerie',
  perClass: { train: 120, val: 20, test: 40, ood: 20, prompts: 24, generated: 60 },
};

export function addDemoCommand(program: Command): void {
  addCommand(
    program,
    'demo',
    'take a small drawn world through the whole job: prompts, images, filter, training; some ten minutes, offline',
    'demo --json',
  )
    .option('--out <folder>', 'folder that will contain the project (default: the projects folder)')
    .action(async (options: DemoOptions) => {
      const session = await openSession();
      try {
        await demo(session, options);
      } finally {
        await session.close();
      }
    });
}

async function demo(session: Session, options: DemoOptions): Promise<void> {
  const { api } = session;
  const startedAt = Date.now();
  const output = createOutput(options.json ?? false);
  const project = await createProject(session, options.out);
  const context: ProjectContext = { ...session, output, folder: project.location };
  await runTutorial(context);
  const runs = await api.runs.list.query();
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  output.print(formatRunTable(await api.runs.summaries.query(), runs));
  output.print(
    `\nDone in ${formatDuration(seconds)}. Look at it with:\n  npm start -- --project "${project.location}"`,
  );
  const prompts = await api.prompts.list.query({});
  output.result(report(await api.classes.list.query(), prompts.length, runs, seconds));
}

/** Beside the other projects unless a folder is given, and never in the place of an earlier demo. */
async function createProject(session: Session, out: string | undefined): Promise<ProjectInfo> {
  const { create } = session.api.projects;
  if (out === undefined) return withFreeName('Demo', (name) => create.mutate({ name }));
  const parent = resolve(out);
  await mkdir(parent, { recursive: true });
  const parentSourceId = await session.registerSource(parent);
  return withFreeName('Demo', (name) => create.mutate({ name, parentSourceId }));
}

/** Follows job after job until the tutorial is done. */
async function runTutorial(context: ProjectContext): Promise<void> {
  const { api } = context;
  await api.tutorial.start.mutate(settings);
  for (;;) {
    const tutorial = await api.tutorial.current.query();
    if (tutorial === null || tutorial.state.status === 'done') return;
    if (tutorial.state.status === 'stopped') throw new UserError('bad-input', tutorial.state.reason);
    if (tutorial.state.jobId !== null) await waitForJob(context, tutorial.state.jobId);
    await sleep(100);
  }
}

/** The line that `--json` ends with. Accuracies in [0, 1]. */
function report(classes: readonly ImageClass[], prompts: number, runs: readonly Run[], seconds: number) {
  const count = (verdict: Verdict): number =>
    classes.reduce((sum, { counts }) => sum + counts.synthetic[verdict], 0);
  const [kept, rejected] = [count('keep'), count('reject')];
  return {
    classes: classes.length,
    prompts,
    images: { generated: kept + rejected + count('undecided'), kept, rejected },
    runs: runs.map(({ recipe, seed, evaluations }) => ({
      recipe,
      seed,
      testAccuracy: evaluations.find(({ kind }) => kind === 'test')?.top1 ?? null,
      ood: Object.fromEntries(
        evaluations.filter(({ kind }) => kind === 'ood').map(({ name, top1 }) => [name, top1]),
      ),
    })),
    seconds,
  };
}
