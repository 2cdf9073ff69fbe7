import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { answersOf } from '../../src-shared/api/answers-of.ts';
import type { SensePreviews } from '../../src-shared/api/senses.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { safeNames } from '../export/safe-names.ts';
import {
  addProjectCommand,
  type CommonOptions,
  count,
  inProject,
  integer,
  type ProjectContext,
} from './command.ts';
import { UsageError } from './failure.ts';
import { findModel } from './find-model.ts';

interface Options extends CommonOptions {
  out: string;
  model?: string;
  images?: number;
  seed?: number;
}

interface Preview {
  sense: number;
  phrase: string;
  /** Absolute paths. */
  files: string[];
}

export function addSensesPreviewCommand(parent: Command): void {
  addProjectCommand(
    parent,
    'preview <class>',
    'make a few images of what each sense of a class looks like to the generator; they join no set',
    'senses preview crane --out /tmp/cranes',
  )
    .requiredOption('--out <folder>', 'where the images go; files of the same names are replaced')
    .option('--model <model>', 'the text-to-image model, by name or id (default: the first that can be used)')
    .option('--images <n>', 'of each sense, at most 8 (default: 4)', count)
    .option('--seed <number>', 'of the first image of each sense', integer)
    .action((className: string, options: Options) =>
      inProject(options, (context) => preview(context, className, options)),
    );
}

async function preview(context: ProjectContext, className: string, options: Options): Promise<void> {
  const { api, output } = context;
  const { model, images, seed } = options;
  const entry = (await api.senses.list.query()).find((each) => each.className === className);
  if (!entry) throw new UsageError(`There is no class "${className}".`);
  const input = {
    classId: entry.classId,
    ...(model === undefined ? {} : { modelId: findModel(await api.generation.models.query(), model).id }),
    ...(images === undefined ? {} : { count: images }),
    ...(seed === undefined ? {} : { seed }),
  };
  const folder = resolve(options.out);
  await mkdir(folder, { recursive: true });
  const names = safeNames(entry.senses.map(({ phrase }) => phrase));
  const previews: Preview[] = [];
  const control = new AbortController();
  const stop = (): void => control.abort();
  process.once('SIGINT', stop);
  output.progress(`Making images of ${formatNoun(entry.senses.length, 'sense')} of ${className}`);
  let writing: Promise<void> = Promise.resolve();
  try {
    await answersOf<SensePreviews>(
      (listener) => api.senses.preview.subscribe(input, listener),
      control.signal,
      ({ senseId, previewIds }) => {
        const at = entry.senses.findIndex(({ id }) => id === senseId);
        const phrase = entry.senses[at]?.phrase ?? '';
        const made = { sense: senseId, phrase, files: fileNames(folder, names[at] ?? 'sense', previewIds) };
        previews.push(made);
        writing = writing.then(() => writeAll(context, previewIds, made));
        writing.catch(() => undefined);
      },
    );
    await writing;
  } finally {
    process.off('SIGINT', stop);
    output.progress(null);
  }
  const made = previews.reduce((sum, { files }) => sum + files.length, 0);
  output.print(`Wrote ${formatNoun(made, 'image')} to "${folder}".`);
  output.result(previews);
}

const fileNames = (folder: string, name: string, previewIds: readonly string[]): string[] =>
  previewIds.map((_, i) => join(folder, `${name} ${i + 1}.png`));

async function writeAll(
  { previewPicture, output }: ProjectContext,
  previewIds: readonly string[],
  { phrase, files }: Preview,
): Promise<void> {
  for (const [i, file] of files.entries()) await writeFile(file, await previewPicture(previewIds[i] ?? ''));
  output.print(`${phrase}: ${formatNoun(files.length, 'image')}`);
}
