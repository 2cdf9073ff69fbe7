import { type Command, Option } from 'commander';
import type { PromptFilter } from '../../src-shared/api/prompts.ts';
import { type Prompt, type PromptOrigin, promptOriginSchema } from '../../src-shared/domain/prompt.ts';
import { type CommonOptions, integer, type ProjectContext } from './command.ts';
import { UsageError } from './failure.ts';
import { classNamed } from './find-class.ts';

/** Which prompts a command is about. */
export interface FilterOptions extends CommonOptions {
  class?: string;
  origin?: PromptOrigin;
  style?: string;
  context?: string;
  text?: string;
}

export const addFilter = (command: Command): Command =>
  command
    .option('--class <name>', 'only of this class')
    .addOption(new Option('--origin <origin>', 'only of this origin').choices(promptOriginSchema.options))
    .option('--style <name>', 'only those that name this style')
    .option('--context <name>', 'only those that name this context')
    .option('--text <words>', 'only those with these words');

export async function filterOf({ api }: ProjectContext, options: FilterOptions): Promise<PromptFilter> {
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

/** The prompts of these numbers that the options leave; without numbers all of those. One of both has to be given. */
export async function meantPrompts(
  context: ProjectContext,
  numbers: readonly string[],
  options: FilterOptions,
): Promise<Prompt[]> {
  const filter = await filterOf(context, options);
  if (numbers.length === 0 && Object.keys(filter).length === 0) {
    throw new UsageError(
      'Say which prompts: their numbers, or --class, --origin, --style, --context or --text.',
    );
  }
  const wanted = new Set(numbers.map(integer));
  return (await context.api.prompts.list.query(filter)).filter(
    ({ id }) => wanted.size === 0 || wanted.has(id),
  );
}
