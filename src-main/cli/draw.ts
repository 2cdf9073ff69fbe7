import { type Command, InvalidArgumentError } from 'commander';
import { type DrawnPart, drawnParts } from '../../src-shared/api/inputs.ts';
import {
  addProjectCommand,
  type CommonOptions,
  count,
  decimal,
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
  retrieval?: number;
  domainGap?: number;
  only?: DrawnPart[];
  name?: string;
}

export function addDrawCommand(program: Command): void {
  addProjectCommand(
    program,
    'draw [data-set]',
    'draw a data set of the tutorial world; without a name: list them',
    'draw menagerie --only oracle --domain-gap 0.5',
  )
    .option('--size <pixels>', 'side of the pictures, 64 to 512', integer)
    .option('--seed <number>', 'decides every picture', integer)
    .option('--train <n>', 'real training pictures a class', count)
    .option('--val <n>', 'real validation pictures a class', count)
    .option('--test <n>', 'real test pictures a class', count)
    .option('--ood <n>', 'pictures a class and OOD set', count)
    .option('--oracle <n>', 'synthetic pictures a class, in another look', count)
    .option('--retrieval <n>', "training pictures of the starter pack's generator a class", count)
    .option(
      '--domain-gap <0..1>',
      'how far the oracle is from the look of the real pictures (default: 1)',
      share,
    )
    .option(
      '--only <parts>',
      `of ${drawnParts.join(',')}; controls go into the classes that are there`,
      partList,
    )
    .option('--name <name>', 'name of the set, or what the names of several begin with')
    .action((dataSet: string | undefined, options: DrawOptions) =>
      inProject(options, (context) =>
        dataSet === undefined ? list(context) : draw(context, dataSet, options),
      ),
    );
}

function partList(text: string): DrawnPart[] {
  return text.split(',').map((word) => {
    const part = drawnParts.find((candidate) => candidate === word.trim());
    if (!part) throw new InvalidArgumentError(`It must name some of ${drawnParts.join(', ')}.`);
    return part;
  });
}

function share(text: string): number {
  const value = decimal(text);
  if (value < 0 || value > 1) throw new InvalidArgumentError('It must lie between 0 and 1.');
  return value;
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
  const { json: _json, project: _project, size, seed, only, domainGap, name, ...perClass } = options;
  const { jobId } = await context.api.world.startDraw.mutate({
    dataSet,
    perClass,
    size,
    seed,
    only,
    domainGap,
    name,
  });
  const job = await waitForJob(context, jobId);
  const sets = await context.api.images.sets.query();
  context.output.print(`Drew ${job.progress.done} pictures.`);
  context.output.print(
    formatColumns(sets.map(({ role, name, counts }) => [role, name, `${counts.total} images`])),
  );
  context.output.result({ jobId, sets });
}
