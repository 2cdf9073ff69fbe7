import { cp, mkdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { StartExport } from '../../src-shared/api/inputs.ts';
import type { Split, Verdict } from '../../src-shared/domain/image-set.ts';
import { addProjectCommand, type CommonOptions, inProject, integer, type ProjectContext } from './command.ts';
import { UsageError } from './failure.ts';
import { waitForJob } from './wait-for-job.ts';

interface ExportOptions extends CommonOptions {
  out?: string;
}

interface ImagesOptions extends ExportOptions {
  set?: string;
  split?: Split;
  verdict?: Verdict;
}

export function addExportCommand(program: Command): void {
  const parent = program.command('export').description('write models, images and tables for other programs');
  add(parent, 'model', 'the chosen weights of a run, with labels', 'export model --run 3 --out ~/models')
    .requiredOption('--run <number>', 'the run', integer)
    .addOption(
      new Option('--format <format>', 'a whole model, or its weights under the names of timm')
        .choices(['onnx', 'safetensors'])
        .default('onnx'),
    )
    .action((options: ExportOptions & { run: number; format: 'onnx' | 'safetensors' }) => {
      const { run: runId, format } = options;
      return inProject(options, (context) => write(context, { kind: 'model', runId, format }, options));
    });
  add(
    parent,
    'images',
    'images as ImageFolder with metadata.jsonl',
    'export images --set birds --split train',
  )
    .option('--set <set>', 'name or number of a set (default: all)')
    .addOption(new Option('--split <split>', 'only this split').choices(['train', 'val', 'test']))
    .addOption(
      new Option('--verdict <verdict>', 'only this verdict').choices(['undecided', 'keep', 'reject']),
    )
    .action((options: ImagesOptions) =>
      inProject(options, async (context) => write(context, await imagesExport(context, options), options)),
    );
  add(parent, 'runs', 'the table of runs', 'export runs --format latex')
    .addOption(new Option('--format <format>').choices(['csv', 'markdown', 'latex']).default('csv'))
    .action((options: ExportOptions & { format: 'csv' | 'markdown' | 'latex' }) =>
      inProject(options, (context) => write(context, { kind: 'runs', format: options.format }, options)),
    );
}

const add = (parent: Command, usage: string, description: string, example: string): Command =>
  addProjectCommand(parent, usage, description, example).option(
    '--out <folder>',
    'copy the result there (it also stays in the project)',
  );

async function imagesExport({ api }: ProjectContext, options: ImagesOptions): Promise<StartExport> {
  const { set: reference, split, verdict } = options;
  const sets = await api.images.sets.query();
  const set = sets.find(({ id, name }) => name === reference || String(id) === reference);
  if (reference !== undefined && !set) throw new UsageError(`There is no set "${reference}".`);
  return {
    kind: 'images',
    layout: 'image-folder',
    filter: {
      ...(set ? { setId: set.id } : {}),
      ...(split ? { split } : {}),
      ...(verdict ? { verdict } : {}),
    },
  };
}

async function write(context: ProjectContext, request: StartExport, { out }: ExportOptions): Promise<void> {
  const { api, output } = context;
  const { jobId } = await api.exports.start.mutate(request);
  await waitForJob(context, jobId);
  const { location, fileName } = await api.exports.result.query({ id: jobId });
  const written = out === undefined ? location : await copyTo(resolve(out), location);
  output.print(`Wrote ${written}`);
  output.result({ jobId, location: written, fileName });
}

async function copyTo(folder: string, location: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const target = join(folder, basename(location));
  await cp(location, target, { recursive: true });
  return target;
}
