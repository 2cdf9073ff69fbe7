import type { Command } from 'commander';
import type { Term } from '../../src-shared/api/diversification.ts';
import { addProjectCommand, type CommonOptions, inProject, type ProjectContext } from './command.ts';
import { UsageError } from './failure.ts';
import { formatColumns } from './format.ts';

type Kind = Term['kind'];

export function addPromptsTermsCommand(parent: Command): void {
  const terms = parent
    .command('terms')
    .description("the project's own contexts and styles, beside the built-in ones");
  addProjectCommand(terms, 'list', 'the contexts and styles of the project', 'prompts terms list').action(
    (options: CommonOptions) => inProject(options, list),
  );
  addProjectCommand(
    terms,
    'add <kind> <name> <phrase>',
    'add a context or a style: what prompts say, as "on a sandy beach" or "a watercolour painting of"',
    'prompts terms add style "sand art" "a sand picture of" --group crafted',
  )
    .option('--group <name>', 'group of a style')
    .action((kind: string, name: string, phrase: string, options: CommonOptions & { group?: string }) =>
      inProject(options, async (context) => {
        const group = options.group ?? null;
        await context.api.diversification.addTerm.mutate({ kind: kindOf(kind), name, phrase, group });
        await list(context);
      }),
    );
  addProjectCommand(
    terms,
    'remove <kind> <name>',
    'remove a context or a style; prompts that name it stay',
    'prompts terms remove style "sand art"',
  ).action((kind: string, name: string, options: CommonOptions) =>
    inProject(options, async (context) => {
      const { api } = context;
      const wanted = kindOf(kind);
      const found = (await api.diversification.terms.query()).find(
        (term) => term.kind === wanted && term.name.toLowerCase() === name.toLowerCase(),
      );
      if (!found) throw new UsageError(`The project has no ${kind} "${name}" of its own.`);
      await api.diversification.removeTerm.mutate({ termId: found.id });
      await list(context);
    }),
  );
}

function kindOf(kind: string): Kind {
  if (kind === 'context' || kind === 'style') return kind;
  throw new UsageError(`"${kind}" is neither context nor style.`);
}

async function list({ api, output }: ProjectContext): Promise<void> {
  const terms = await api.diversification.terms.query();
  output.print(
    terms.length === 0
      ? 'The project has no contexts and styles of its own.'
      : formatColumns([
          ['kind', 'name', 'group', 'by', 'phrase'],
          ...terms.map(({ kind, name, group, source, phrase }) => [kind, name, group ?? '', source, phrase]),
        ]),
  );
  output.result(terms);
}
