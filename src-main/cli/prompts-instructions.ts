import { readFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import type { InstructionName, PromptAttribute } from '../../src-shared/api/diversification.ts';
import { UserError } from '../../src-shared/errors.ts';
import { isOlderWording } from '../../src-shared/prompts/older-wording.ts';
import { addProjectCommand, collect, type CommonOptions, inProject, type ProjectContext } from './command.ts';
import { UsageError } from './failure.ts';

const names = ['senses', 'contexts', 'styles', 'prompts'] as const satisfies readonly InstructionName[];

interface SetOptions extends CommonOptions {
  instruction?: InstructionName;
  file?: string;
  builtIn?: boolean;
  attribute?: string[];
  dropAttribute?: string[];
}

export function addPromptsInstructionsCommand(parent: Command): void {
  const instructions = parent
    .command('instructions')
    .description('what language models are told in this project, and the attributes that prompts vary');
  addProjectCommand(
    instructions,
    'show',
    'the instructions, built-in or changed, and the attributes',
    'prompts instructions show',
  ).action((options: CommonOptions) => inProject(options, show));
  addProjectCommand(
    instructions,
    'set',
    'change an instruction or the attributes of this project',
    'prompts instructions set --attribute "season: time of the year" --drop-attribute "camera angle"',
  )
    .addOption(new Option('--instruction <name>', 'the one to change').choices(names))
    .option('--file <path>', 'file with its new text')
    .option('--built-in', 'back to the built-in text')
    .option('--attribute <"name: hint">', 'vary this too (repeatable)', collect)
    .option('--drop-attribute <name>', 'vary this no longer (repeatable)', collect)
    .action((options: SetOptions) => inProject(options, (context) => set(context, options)));
}

async function show({ api, output }: ProjectContext): Promise<void> {
  const { current, builtIn, version } = await api.diversification.instructions.query();
  for (const name of names) {
    if (isOlderWording(current, name, version)) {
      output.note(
        `The built-in instruction for ${name} has changed since the project's was made from it. Take it with "prompts instructions set --instruction ${name} --built-in".`,
      );
    }
    output.print(`${name} (${current[name] === null ? 'built-in' : 'changed'}):`);
    output.print(`${current[name] ?? builtIn[name]}\n`);
  }
  output.print('Attributes:');
  for (const { name, hint, enabled } of current.attributes) {
    output.print(`  ${name}${hint ? `: ${hint}` : ''}${enabled ? '' : ' (dropped)'}`);
  }
  output.result({ current, builtIn, version });
}

async function set(context: ProjectContext, options: SetOptions): Promise<void> {
  const { instruction, file, builtIn } = options;
  if ((file !== undefined || builtIn) && !instruction)
    throw new UsageError('Say which: --instruction <name>.');
  if (instruction && file === undefined && !builtIn)
    throw new UsageError('Say its text: --file <path>, or --built-in.');
  const { current, version } = await context.api.diversification.instructions.query();
  const attributes = [...current.attributes];
  for (const dropped of options.dropAttribute ?? []) drop(attributes, dropped);
  for (const added of options.attribute ?? []) add(attributes, added);
  await context.api.diversification.setInstructions.mutate({
    ...current,
    attributes,
    ...(instruction ? { version, [instruction]: file === undefined ? null : await textOf(file) } : {}),
  });
  await show(context);
}

const isNamed =
  (name: string) =>
  (attribute: PromptAttribute): boolean =>
    attribute.name.toLowerCase() === name.trim().toLowerCase();

/** A built-in attribute stays on the list, so that it can be taken up again. */
function drop(attributes: PromptAttribute[], name: string): void {
  const at = attributes.findIndex(isNamed(name));
  const found = attributes[at];
  if (!found) throw new UsageError(`There is no attribute "${name}".`);
  attributes[at] = { ...found, enabled: false };
}

function add(attributes: PromptAttribute[], given: string): void {
  const [name = '', ...hint] = given.split(':');
  const at = attributes.findIndex(isNamed(name));
  const attribute = { name: name.trim(), hint: hint.join(':').trim(), enabled: true };
  if (at < 0) attributes.push(attribute);
  else attributes[at] = { ...attribute, hint: attribute.hint || (attributes[at]?.hint ?? '') };
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError('not-found', `"${file}" cannot be read.`, reason, { cause });
  }
}
