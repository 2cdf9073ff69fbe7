import type { Command } from 'commander';
import { Option } from 'commander';
import type { ImportPreview } from '../../src-shared/api/services.ts';
import type { ImageSet, Role, StyleCoverage } from '../../src-shared/domain/image-set.ts';
import type { SplitPlan } from '../../src-shared/api/inputs.ts';
import {
  addProjectCommand,
  collect,
  type CommonOptions,
  decimal,
  inProject,
  integer,
  type ProjectContext,
} from './command.ts';
import { UsageError } from './failure.ts';
import { findSet } from './find-set.ts';
import { waitForJob } from './wait-for-job.ts';

interface ImportOptions extends CommonOptions {
  name?: string;
  into?: string;
  reference?: boolean;
  class?: string;
  map?: string[];
  split?: 'random' | 'folders' | 'train' | 'val' | 'test';
  val?: number;
  test?: number;
  seed?: number;
  style?: StyleCoverage;
}

const describe: Record<Role, string> = {
  real: 'real images: they carry the train, val and test splits',
  synthetic: 'generated images: material for training',
  ood: 'images in other styles: only ever tested on',
};

export function addImportCommand(program: Command): void {
  const parent = program.command('import').description('bring in folders of images');
  for (const role of ['real', 'synthetic', 'ood'] as const) {
    const command = addProjectCommand(
      parent,
      `${role} <folder>`,
      describe[role],
      `import ${role} ~/pictures/birds --project ~/projects/my-birds`,
    )
      .option('--name <name>', 'name of the new set (default: that of the folder)')
      .option('--into <set>', 'add to this set instead')
      .option('--reference', 'leave the files where they are instead of copying them')
      .option('--class <name>', 'the class of images that lie in no class folder')
      .option(
        '--map <folder=class>',
        'put a folder into this class; an empty class leaves it out (repeatable)',
        collect,
      );
    if (role === 'real') addSplitOptions(command);
    if (role === 'ood') {
      command.addOption(
        new Option('--style <coverage>', 'whether a prompt named the style').choices([
          'covered',
          'held-out',
          'unknown',
        ]),
      );
    }
    command.action((folder: string, options: ImportOptions) =>
      inProject(options, (context) => importFolder(context, role, folder, options)),
    );
  }
}

function addSplitOptions(command: Command): void {
  command
    .addOption(
      new Option(
        '--split <plan>',
        'by chance, from folders named train, val and test, or all into one (default: folders if there are any)',
      ).choices(['random', 'folders', 'train', 'val', 'test']),
    )
    .option('--val <share>', 'share that becomes val, 0 to 0.9', decimal)
    .option('--test <share>', 'share that becomes test, 0 to 0.9', decimal)
    .option('--seed <number>', 'of the split', integer);
}

async function importFolder(
  context: ProjectContext,
  role: Role,
  folder: string,
  options: ImportOptions,
): Promise<void> {
  const { api, output } = context;
  const sourceId = await context.registerSource(folder);
  const preview = await api.imports.preview.query({ sourceId, role });
  for (const warning of preview.warnings) output.note(`Note: ${warning}`);
  const into = options.into === undefined ? null : findSet(await api.images.sets.query(), role, options.into);
  const { jobId } = await api.imports.start.mutate({
    sourceId,
    role,
    setName: options.name ?? into?.name ?? preview.name,
    ...(into ? { intoSetId: into.id } : {}),
    storage: options.reference ? 'referenced' : 'copied',
    mapping: mapping(preview, options),
    ...(role === 'real' ? { splits: splitPlan(preview, options) } : {}),
    ...(options.style ? { styleCoverage: options.style } : {}),
  });
  await waitForJob(context, jobId);
  await printReport(context, jobId);
}

function mapping(
  preview: ImportPreview,
  options: ImportOptions,
): { folder: string; className: string | null }[] {
  const chosen = new Map((options.map ?? []).map(splitMapping));
  const unknown = [...chosen.keys()].find((folder) =>
    preview.folders.every((entry) => entry.folder !== folder),
  );
  if (unknown !== undefined) throw new UsageError(`There is no folder "${unknown}" to map.`);
  return preview.folders.map(({ folder, proposedClass }) => {
    const className =
      chosen.get(folder) ?? (preview.layout === 'flat' ? options.class : undefined) ?? proposedClass;
    return { folder, className: className === '' ? null : className };
  });
}

function splitMapping(text: string): [string, string] {
  const at = text.lastIndexOf('=');
  if (at < 1) throw new UsageError(`"${text}" does not have the form folder=class.`);
  return [text.slice(0, at), text.slice(at + 1)];
}

function splitPlan(preview: ImportPreview, options: ImportOptions): SplitPlan {
  const { val = 0.15, test = 0.2, seed = 1 } = options;
  const kind = options.split ?? (preview.layout === 'split-folders' ? 'folders' : 'random');
  if (kind === 'random') return { kind, val, test, seed };
  if (kind === 'folders') return { kind, valShare: val, seed };
  return { kind: 'fixed', split: kind };
}

async function printReport({ api, output }: ProjectContext, jobId: number): Promise<void> {
  const report = await api.imports.report.query({ id: jobId });
  const set = (await api.images.sets.query()).find(({ id }) => id === report.setId);
  output.print(summary(report.imported, set));
  if (set?.role === 'synthetic') {
    output.print(`${report.toldHow} of them said how they were made, by the text in their files.`);
  }
  for (const { sourceName, sameAs, where } of report.duplicates) {
    output.note(`Duplicate: ${sourceName} is the same as ${sameAs} (${where})`);
  }
  for (const { sourceName, reason } of report.rejected) output.note(`Left out: ${sourceName}: ${reason}`);
  output.result({ ...report, set });
}

function summary(imported: number, set: ImageSet | undefined): string {
  const { counts } = set ?? {};
  const splits =
    counts && counts.none === 0 ? `: ${counts.train} train, ${counts.val} val, ${counts.test} test` : '';
  return `Imported ${imported} images. "${set?.name ?? ''}" now has ${counts?.total ?? imported}${splits}.`;
}
