import type { Command } from 'commander';
import {
  addProjectCommand,
  type CommonOptions,
  count,
  inProject,
  integer,
  type ProjectContext,
} from './command.ts';
import { formatColumns } from './format.ts';
import { waitForJob } from './wait-for-job.ts';

interface DrawOptions extends CommonOptions {
  size?: number;
  seed?: number;
  train?: number;
  val?: number;
  test?: number;
  ood?: number;
  oracle?: number;
}

export function addDrawCommand(program: Command): void {
  addProjectCommand(
    program,
    'draw [data-set]',
    'draw a data set of the tutorial world; without a name: list them',
    'draw menagerie --train 50 --oracle 100',
  )
    .option('--size <pixels>', 'side of the pictures, 64 to 512', integer)
    .option('--seed <number>', 'decides every picture', integer)
    .option('--train <n>', 'real training pictures a class', count)
    .option('--val <n>', 'real validation pictures a class', count)
    .option('--test <n>', 'real test pictures a class', count)
    .option('--ood <n>', 'pictures a class and OOD set', count)
    .option('--oracle <n>', 'synthetic pictures a class, in another look', count)
    .action((dataSet: string | undefined, options: DrawOptions) =>
      inProject(options, (context) =>
        dataSet === undefined ? list(context) : draw(context, dataSet, options),
      ),
    );
}

async function list({ api, output }: ProjectContext): Promise<void> {
  const dataSets = await api.world.dataSets.query();
  output.print(
    formatColumns(
      dataSets.map(({ id, classes, description }) => [id, `${classes.length} classes`, description]),
    ),
  );
  output.result(dataSets);
}

async function draw(context: ProjectContext, dataSet: string, options: DrawOptions): Promise<void> {
  const { json: _json, project: _project, size, seed, ...perClass } = options;
  const { jobId } = await context.api.world.startDraw.mutate({
    dataSet,
    perClass,
    ...(size === undefined ? {} : { size }),
    ...(seed === undefined ? {} : { seed }),
  });
  const job = await waitForJob(context, jobId);
  const sets = await context.api.images.sets.query();
  context.output.print(`Drew ${job.progress.done} pictures.`);
  context.output.print(
    formatColumns(sets.map(({ role, name, counts }) => [role, name, `${counts.total} images`])),
  );
  context.output.result({ jobId, sets });
}
