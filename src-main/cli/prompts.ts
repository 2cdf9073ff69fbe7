import { type Command, Option } from 'commander';
import type { PromptFilter } from '../../src-shared/api/prompts.ts';
import { type Prompt, type PromptOrigin, promptOriginSchema } from '../../src-shared/domain/prompt.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { addProjectCommand, type CommonOptions, inProject, integer, type ProjectContext } from './command.ts';
import { UsageError } from './failure.ts';
import { classNamed } from './find-class.ts';
import { formatColumns } from './format.ts';
import { addPromptsCoverageCommand } from './prompts-coverage.ts';
import { addPromptsDiversityCommand } from './prompts-diversity.ts';
import { addPromptsImportCommand } from './prompts-import.ts';
import { addPromptsInstructionsCommand } from './prompts-instructions.ts';
import { addPromptsRecipesCommand } from './prompts-recipes.ts';
import { addPromptsReportCommand } from './prompts-report.ts';
import { addPromptsTermsCommand } from './prompts-terms.ts';
import { addPromptsWriteCommand } from './prompts-write.ts';

interface FilterOptions extends CommonOptions {
  class?: string;
  origin?: PromptOrigin;
  style?: string;
  context?: string;
  text?: string;
}

export function addPromptsCommand(program: Command): void {
  const parent = program.command('prompts').description('list, write and import prompts');
  addFilter(
    addProjectCommand(parent, 'list', 'the prompts, with their images', 'prompts list --class owl'),
  ).action((options: FilterOptions) => inProject(options, (context) => list(context, options)));
  addPromptsWriteCommand(parent);
  addProjectCommand(
    parent,
    'add <class> <prompt>',
    'add a prompt of your own',
    'prompts add owl "a photo of an owl asleep"',
  ).action((className: string, text: string, options: CommonOptions) =>
    inProject(options, (context) => add(context, className, text)),
  );
  addPromptsImportCommand(parent);
  addPromptsReportCommand(parent);
  addPromptsTermsCommand(parent);
  addPromptsRecipesCommand(parent);
  addPromptsInstructionsCommand(parent);
  addPromptsCoverageCommand(parent);
  addPromptsDiversityCommand(parent);
  addFilter(
    addProjectCommand(
      parent,
      'archive [numbers...]',
      'take prompts off the list, by number or by what they are; their images stay',
      'prompts archive --class owl --origin template',
    ),
  ).action((numbers: string[], options: FilterOptions) =>
    inProject(options, (context) => archive(context, numbers, options)),
  );
  addProjectCommand(
    parent,
    'restore <numbers...>',
    'put archived prompts back on the list',
    'prompts restore 12 13',
  ).action((numbers: string[], options: CommonOptions) =>
    inProject(options, (context) => restore(context, numbers)),
  );
}

const addFilter = (command: Command): Command =>
  command
    .option('--class <name>', 'only of this class')
    .addOption(new Option('--origin <origin>', 'only of this origin').choices(promptOriginSchema.options))
    .option('--style <name>', 'only those that name this style')
    .option('--context <name>', 'only those that name this context')
    .option('--text <words>', 'only those with these words');

async function filterOf({ api }: ProjectContext, options: FilterOptions): Promise<PromptFilter> {
  const { origin, style, context, text } = options;
  return {
    ...(options.class === undefined
      ? {}
      : { classId: classNamed(await api.classes.list.query(), options.class).id }),
    ...(origin === undefined ? {} : { origin }),
    ...(style === undefined ? {} : { style }),
    ...(context === undefined ? {} : { context }),
    ...(text === undefined ? {} : { text }),
  };
}

async function list(context: ProjectContext, options: FilterOptions): Promise<void> {
  const { api, output } = context;
  const prompts = await api.prompts.list.query(await filterOf(context, options));
  const names = new Map((await api.classes.list.query()).map(({ id, name }) => [id, name]));
  const named = prompts.map((prompt) => ({ ...prompt, className: names.get(prompt.classId) ?? '' }));
  output.print(
    formatColumns(
      [['number', 'class', 'origin', 'by', 'images', 'kept', 'prompt'], ...named.map(row)],
      new Set([0, 4, 5]),
    ),
  );
  output.print(formatNoun(prompts.length, 'prompt'));
  output.result(named);
}

const row = ({ id, className, origin, writer, images, text }: Prompt & { className: string }): string[] => [
  String(id),
  className,
  origin,
  writer,
  String(images.total),
  String(images.keep),
  text,
];

async function add({ api, output }: ProjectContext, className: string, text: string): Promise<void> {
  const { id: classId } = classNamed(await api.classes.list.query(), className);
  const added = await api.prompts.add.mutate({
    prompts: [{ classId, text, origin: 'typed', writer: 'person' }],
  });
  output.print(added.added === 1 ? `Added prompt ${added.ids[0]}.` : 'The class already has this prompt.');
  output.result(added);
}

async function archive(context: ProjectContext, numbers: string[], options: FilterOptions): Promise<void> {
  const { api, output } = context;
  const filter = await filterOf(context, options);
  if (numbers.length === 0 && Object.keys(filter).length === 0) {
    throw new UsageError(
      'Say which prompts: their numbers, or --class, --origin, --style, --context or --text.',
    );
  }
  const matching = await api.prompts.list.query(filter);
  const wanted = new Set(numbers.map(integer));
  const promptIds = matching.map(({ id }) => id).filter((id) => wanted.size === 0 || wanted.has(id));
  const { archived } =
    promptIds.length === 0 ? { archived: [] } : await api.prompts.archive.mutate({ promptIds });
  output.print(`Archived ${formatNoun(archived.length, 'prompt')}.`);
  output.result({ archived });
}

async function restore({ api, output }: ProjectContext, numbers: string[]): Promise<void> {
  const promptIds = numbers.map(integer);
  await api.prompts.restore.mutate({ promptIds });
  const wanted = new Set(promptIds);
  const restored = (await api.prompts.list.query({})).map(({ id }) => id).filter((id) => wanted.has(id));
  output.print(`${formatNoun(restored.length, 'prompt')} of ${promptIds.length} on the list.`);
  output.result({ restored });
}
