import type { Command } from 'commander';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import { addProjectCommand, type CommonOptions, inProject, type ProjectContext } from './command.ts';
import { classNamed } from './find-class.ts';
import { formatColumns } from './format.ts';

export function addClassesCommand(program: Command): void {
  const parent = addProjectCommand(program, 'classes', 'list the classes, or change them', 'classes').action(
    (options: CommonOptions) => inProject(options, list),
  );
  const change = (usage: string, description: string, example: string, work: Change) =>
    addProjectCommand(parent, usage, description, example).action(
      // Commander gives the arguments first, then the options, then the command.
      (...given: unknown[]) => {
        const command = given.at(-1) as Command;
        return inProject(command.optsWithGlobals<CommonOptions>(), async (context) => {
          await work(context, command.processedArgs as string[]);
          await list(context);
        });
      },
    );
  change('add <name>', 'add a class', 'classes add "great tit"', ({ api }, [name = '']) =>
    api.classes.add.mutate({ name }),
  );
  change(
    'rename <class> <name>',
    'rename a class',
    'classes rename tit "great tit"',
    async (context, [from = '', name = '']) =>
      context.api.classes.rename.mutate({ classId: (await find(context, from)).id, name }),
  );
  change(
    'phrase <class> [phrase]',
    'say what prompts call a class; without a phrase: its name',
    'classes phrase crane "crane, the bird"',
    async (context, [name = '', phrase]) =>
      context.api.prompts.setPhrase.mutate({
        classId: (await find(context, name)).id,
        phrase: phrase || null,
      }),
  );
  change(
    'remove <class>',
    'remove a class without images',
    'classes remove tit',
    async (context, [name = '']) => context.api.classes.remove.mutate({ id: (await find(context, name)).id }),
  );
}

type Change = (context: ProjectContext, args: string[]) => Promise<unknown>;

const find = async ({ api }: ProjectContext, name: string): Promise<ImageClass> =>
  classNamed(await api.classes.list.query(), name);

async function list({ api, output }: ProjectContext): Promise<void> {
  const classes = await api.classes.list.query();
  const rows = classes.map(({ name, phrase, prompts, counts: { real, synthetic, ood } }) => [
    name,
    ...[
      real.train,
      real.val,
      real.test,
      prompts,
      synthetic.keep + synthetic.undecided,
      synthetic.reject,
      ood,
    ].map(String),
    phrase ?? '',
  ]);
  output.print(
    formatColumns(
      [['class', 'train', 'val', 'test', 'prompts', 'synthetic', 'rejected', 'ood', 'in prompts'], ...rows],
      new Set([1, 2, 3, 4, 5, 6, 7]),
    ),
  );
  output.result(classes);
}
