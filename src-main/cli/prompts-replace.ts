import type { Command } from 'commander';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { previewReplacement, type ReplacementPreview } from '../../src-shared/prompts/edits/replacement.ts';
import { addProjectCommand, inProject, type ProjectContext } from './command.ts';
import { UsageError } from './failure.ts';
import { addFilter, type FilterOptions, filterOf } from './prompts-filter.ts';

interface ReplaceOptions extends FilterOptions {
  regex?: boolean;
  matchCase?: boolean;
  wholeWord?: boolean;
  dryRun?: boolean;
}

export function addPromptsReplaceCommand(parent: Command): void {
  addFilter(
    addProjectCommand(
      parent,
      'replace <find> <with>',
      'find words in prompts and put others in their place; locked prompts are left out',
      'prompts replace "on a beach" "at the seaside" --class owl --dry-run',
    ),
  )
    .option('--regex', 'what to find is a regular expression; $1 is then what its first group found')
    .option('--match-case', 'tell capitals from small letters')
    .option('--whole-word', 'find whole words only')
    .option('--dry-run', 'show what would change, and stop')
    .action((find: string, replacement: string, options: ReplaceOptions) =>
      inProject(options, (context) => replace(context, find, replacement, options)),
    );
}

async function replace(
  context: ProjectContext,
  find: string,
  replacement: string,
  options: ReplaceOptions,
): Promise<void> {
  const { api, output } = context;
  const [prompts, meant] = await Promise.all([
    api.prompts.list.query({}),
    api.prompts.list.query(await filterOf(context, options)),
  ]);
  const preview = previewOf(() =>
    previewReplacement(prompts, new Set(meant.map(({ id }) => id)), {
      find,
      replace: replacement,
      expression: options.regex ?? false,
      matchCase: options.matchCase ?? false,
      wholeWord: options.wholeWord ?? false,
    }),
  );
  for (const { before, after } of options.dryRun ? preview.changes : []) {
    output.print(`- ${before}\n+ ${after}`);
  }
  const edits = preview.changes.map(({ promptId, after }) => ({ promptId, text: after }));
  const changed =
    options.dryRun || edits.length === 0 ? 0 : (await api.prompts.editMany.mutate({ edits })).changed;
  output.print(
    options.dryRun
      ? `${formatNoun(edits.length, 'prompt')} would change.`
      : `Changed ${formatNoun(changed, 'prompt')}.`,
  );
  noteLeftOut(context, preview);
  output.result({ ...preview, changed });
}

function previewOf(make: () => ReplacementPreview): ReplacementPreview {
  try {
    return make();
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(error.message);
    throw error;
  }
}

function noteLeftOut(
  { output }: ProjectContext,
  { places, locked, conflicts, impossible }: ReplacementPreview,
): void {
  if (places === 0) output.note('Not found.');
  if (locked.length > 0) output.note(`${formatNoun(locked.length, 'locked prompt')} left out.`);
  const [conflict] = conflicts;
  if (conflict) {
    output.note(
      `${formatNoun(conflicts.length, 'prompt')} would repeat another of the same class, e.g. “${conflict.after}”.`,
    );
  }
  if (impossible > 0) {
    output.note(`${formatNoun(impossible, 'prompt')} would be empty or have more than 1,000 characters.`);
  }
}
