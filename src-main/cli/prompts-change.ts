import type { Command } from 'commander';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { addProjectCommand, type CommonOptions, inProject, integer, type ProjectContext } from './command.ts';
import { UsageError } from './failure.ts';
import { addFilter, type FilterOptions, meantPrompts } from './prompts-filter.ts';

interface EditOptions extends CommonOptions {
  context?: string;
  style?: string;
}

/** What a person changes of single prompts. */
export function addPromptsChangeCommands(parent: Command): void {
  addProjectCommand(
    parent,
    'edit <number> [prompt]',
    'change a prompt by hand; its images keep the text that they were made from',
    'prompts edit 12 "a photo of an owl asleep"',
  )
    .option('--context <name>', 'the context that it names; empty: none')
    .option('--style <name>', 'the style that it names; empty: none')
    .action((number: string, text: string | undefined, options: EditOptions) =>
      inProject(options, (context) => edit(context, number, text, options)),
    );
  for (const locked of [true, false]) {
    const verb = locked ? 'lock' : 'unlock';
    addFilter(
      addProjectCommand(
        parent,
        `${verb} [numbers...]`,
        locked
          ? 'keep prompts as they are: replacing, writing anew and archiving several leave them out'
          : 'let locked prompts be changed again',
        `prompts ${verb} --class owl --origin stylized`,
      ),
    ).action((numbers: string[], options: FilterOptions) =>
      inProject(options, (context) => setLocked(context, numbers, options, locked)),
    );
  }
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

async function edit(
  { api, output }: ProjectContext,
  number: string,
  text: string | undefined,
  { context, style }: EditOptions,
): Promise<void> {
  if (text === undefined && context === undefined && style === undefined) {
    throw new UsageError('Say what it shall be: the new prompt, --context or --style.');
  }
  const promptId = integer(number);
  await api.prompts.edit.mutate({
    promptId,
    ...(text === undefined ? {} : { text }),
    ...(context === undefined ? {} : { context }),
    ...(style === undefined ? {} : { style }),
  });
  const changed = (await api.prompts.list.query({})).find(({ id }) => id === promptId) ?? null;
  if (changed) output.print(changed.text);
  output.result(changed);
}

async function setLocked(
  context: ProjectContext,
  numbers: string[],
  options: FilterOptions,
  locked: boolean,
): Promise<void> {
  const { api, output } = context;
  const promptIds = (await meantPrompts(context, numbers, options)).map(({ id }) => id);
  const { changed } =
    promptIds.length === 0 ? { changed: [] } : await api.prompts.setLocked.mutate({ promptIds, locked });
  const already = promptIds.length - changed.length;
  output.print(
    `${locked ? 'Locked' : 'Unlocked'} ${formatNoun(changed.length, 'prompt')}` +
      `${already > 0 ? `; ${already} ${already === 1 ? 'was' : 'were'} already` : ''}.`,
  );
  output.result({ changed });
}

async function archive(context: ProjectContext, numbers: string[], options: FilterOptions): Promise<void> {
  const { api, output } = context;
  const promptIds = (await meantPrompts(context, numbers, options)).map(({ id }) => id);
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
