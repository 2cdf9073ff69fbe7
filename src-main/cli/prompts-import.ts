import { readFile, stat } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import type { NewPrompt } from '../../src-shared/domain/prompt.ts';
import { UserError } from '../../src-shared/errors.ts';
import { formatBytes, formatNoun } from '../../src-shared/format/numbers.ts';
import { assignClasses, homelessProblems } from '../../src-shared/prompts/list/assign-classes.ts';
import {
  formatOfFile,
  parsePromptList,
  type PromptListFormat,
} from '../../src-shared/prompts/list/parse-prompt-list.ts';
import { addProjectCommand, type CommonOptions, inProject, type ProjectContext } from './command.ts';
import { classNamed } from './find-class.ts';

interface ImportOptions extends CommonOptions {
  class?: string;
  format?: PromptListFormat;
  addClasses?: boolean;
}

/** A file of prompts is read whole. */
const LARGEST_BYTES = 100_000_000;
/** The API takes so many at once. */
const CHUNK = 10_000;

export function addPromptsImportCommand(parent: Command): void {
  addProjectCommand(
    parent,
    'import <file>',
    'add prompts from a file: one a line, or CSV or JSON with "class" and "prompt"',
    'prompts import my-prompts.csv',
  )
    .option('--class <name>', 'the class of prompts that name none')
    .addOption(
      new Option('--format <format>', 'how to read the file (default: by its name and content)').choices([
        'text',
        'csv',
        'jsonl',
      ]),
    )
    .option('--add-classes', 'add the classes that the project does not have yet')
    .action((file: string, options: ImportOptions) =>
      inProject(options, (context) => importPrompts(context, file, options)),
    );
}

async function importPrompts(context: ProjectContext, file: string, options: ImportOptions): Promise<void> {
  const { api, output } = context;
  const list = parsePromptList(await readText(file), options.format ?? formatOfFile(file));
  if (list.prompts.length === 0 && list.problems.length === 0) {
    throw new UserError('bad-input', `There are no prompts in "${file}".`, 'Write one on each line.');
  }
  const classes = await api.classes.list.query();
  const usual = options.class === undefined ? null : classNamed(classes, options.class).id;
  let assigned = assignClasses(list.prompts, classes, usual);
  if (options.addClasses && assigned.unknownClasses.length > 0) {
    for (const name of assigned.unknownClasses) await api.classes.add.mutate({ name });
    assigned = assignClasses(list.prompts, await api.classes.list.query(), usual);
  }
  const { added, known } = await add(context, assigned.prompts);
  const rejected = [...list.problems, ...assigned.problems, ...homelessProblems(assigned.homeless)].toSorted(
    (a, b) => a.line - b.line,
  );
  output.print(`Added ${formatNoun(added, 'prompt')}. ${formatNoun(known, 'was', 'were')} there already.`);
  for (const { line, reason } of rejected) output.note(`Line ${line}: ${reason}`);
  if (assigned.homeless.length > 0) {
    output.note('--add-classes adds the classes that are missing.');
  }
  output.result({ added, known, rejected });
}

async function add(
  { api }: ProjectContext,
  prompts: readonly NewPrompt[],
): Promise<{ added: number; known: number }> {
  let added = 0;
  for (let start = 0; start < prompts.length; start += CHUNK) {
    added += (await api.prompts.add.mutate({ prompts: prompts.slice(start, start + CHUNK) })).added;
  }
  return { added, known: prompts.length - added };
}

async function readText(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > LARGEST_BYTES) {
      throw new UserError(
        'bad-input',
        `"${file}" has ${formatBytes(size)}.`,
        'Split it: at most 100 MB are read at once.',
      );
    }
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError('not-found', `"${file}" cannot be read.`, reason, { cause });
  }
}
