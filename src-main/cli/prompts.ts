import type { Command } from 'commander';
import type { Prompt } from '../../src-shared/domain/prompt.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { addProjectCommand, type CommonOptions, inProject, type ProjectContext } from './command.ts';
import { classNamed } from './find-class.ts';
import { formatColumns } from './format.ts';
import { addPromptsChangeCommands } from './prompts-change.ts';
import { addPromptsCoverageCommand } from './prompts-coverage.ts';
import { addPromptsDiversityCommand } from './prompts-diversity.ts';
import { addFilter, type FilterOptions, filterOf } from './prompts-filter.ts';
import { addPromptsImportCommand } from './prompts-import.ts';
import { addPromptsInstructionsCommand } from './prompts-instructions.ts';
import { addPromptsRecipesCommand } from './prompts-recipes.ts';
import { addPromptsReplaceCommand } from './prompts-replace.ts';
import { addPromptsReportCommand } from './prompts-report.ts';
import { addPromptsRewriteCommand } from './prompts-rewrite.ts';
import { addPromptsTermsCommand } from './prompts-terms.ts';
import { addPromptsWriteCommand } from './prompts-write.ts';

export function addPromptsCommand(program: Command): void {
  const parent = program.command('prompts').description('list, write, change and import prompts');
  addFilter(
    addProjectCommand(parent, 'list', 'the prompts, with their images', 'prompts list --class owl'),
  ).action((options: FilterOptions) => inProject(options, (context) => list(context, options)));
  addPromptsWriteCommand(parent);
  addPromptsRewriteCommand(parent);
  addProjectCommand(
    parent,
    'add <class> <prompt>',
    'add a prompt of your own',
    'prompts add owl "a photo of an owl asleep"',
  ).action((className: string, text: string, options: CommonOptions) =>
    inProject(options, (context) => add(context, className, text)),
  );
  addPromptsImportCommand(parent);
  addPromptsChangeCommands(parent);
  addPromptsReplaceCommand(parent);
  addPromptsReportCommand(parent);
  addPromptsTermsCommand(parent);
  addPromptsRecipesCommand(parent);
  addPromptsInstructionsCommand(parent);
  addPromptsCoverageCommand(parent);
  addPromptsDiversityCommand(parent);
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
