import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { ImageSet } from '../../src-shared/domain/image-set.ts';
import type { ProjectInfo } from '../../src-shared/domain/project.ts';
import type { Run } from '../../src-shared/domain/run.ts';
import { trainRequestSchema } from '../../src-shared/domain/training.ts';
import { formatDuration } from '../../src-shared/format/durations.ts';
import { addCommand, type CommonOptions, type ProjectContext } from './command.ts';
import { train } from './follow-training.ts';
import { withFreeName } from './free-name.ts';
import { createOutput } from './output.ts';
import { formatRunTable } from './run-table.ts';
import { openSession, type Session } from './session.ts';
import { waitForJob } from './wait-for-job.ts';

interface DemoOptions extends CommonOptions {
  out?: string;
}

/** Small enough for two cores and a few minutes, large enough that the recipes differ by more than chance. */
const perClass = { train: 120, val: 20, test: 40, ood: 20, oracle: 200 };
const settings = {
  architecture: 'cifar-resnet',
  imageSize: 32,
  batchSize: 64,
  budget: { kind: 'steps', steps: 360 },
  validateEvery: 60,
} as const;

export function addDemoCommand(program: Command): void {
  addCommand(
    program,
    'demo',
    'draw a small world, train on real, on synthetic and on both, and compare: a few minutes, offline',
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
  const sets = await drawWorld(context);
  const { runs, summaries } = await train(context, request(sets));
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  output.print(formatRunTable(summaries, runs));
  output.print(
    `\nDone in ${formatDuration(seconds)}. Look at it with:\n  npm start -- --project "${project.location}"`,
  );
  output.result(report(sets, runs, (await api.classes.list.query()).length, seconds));
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

async function drawWorld(context: ProjectContext): Promise<ImageSet[]> {
  const { api } = context;
  const [dataSet] = await api.world.dataSets.query();
  if (!dataSet) throw new Error('The drawn world has no data set.');
  const { jobId } = await api.world.startDraw.mutate({ dataSet: dataSet.id, perClass });
  await waitForJob(context, jobId);
  return api.images.sets.query();
}

function request(sets: readonly ImageSet[]) {
  const ids = (role: ImageSet['role']) => sets.filter((set) => set.role === role).map(({ id }) => id);
  return trainRequestSchema.parse({
    name: 'Demo',
    realSetId: ids('real')[0],
    syntheticSetIds: ids('synthetic'),
    oodSetIds: ids('ood'),
    recipes: ['real-only', 'synthetic-only', 'mixed'],
    seeds: [1],
    settings,
  });
}

/** The line that `--json` ends with. Accuracies in [0, 1]. */
function report(sets: readonly ImageSet[], runs: readonly Run[], classes: number, seconds: number) {
  const images = (role: ImageSet['role']) =>
    sets.filter((set) => set.role === role).reduce((sum, { counts }) => sum + counts.total, 0);
  return {
    classes,
    images: { real: images('real'), synthetic: images('synthetic') },
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
