import { Argument, type Command } from 'commander';
import { type ImageSet, type StyleCoverage, styleCoverageSchema } from '../../src-shared/domain/image-set.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { addProjectCommand, type CommonOptions, inProject, type ProjectContext } from './command.ts';
import { findAnySet, findSet } from './find-set.ts';
import { formatColumns } from './format.ts';

export function addSetsCommand(program: Command): void {
  const parent = addProjectCommand(
    program,
    'sets',
    'the image sets of a project and what they hold; remove one',
    'sets',
  ).action((options: CommonOptions) => inProject(options, list));
  addProjectCommand(
    parent,
    'style',
    'say of an imported out-of-distribution set whether a prompt named its style',
    'sets style sketches covered',
  )
    .argument('<set>', 'its name')
    .addArgument(
      new Argument('<coverage>', 'of drawn sets it follows from the prompts').choices(
        styleCoverageSchema.options,
      ),
    )
    .action((name: string, coverage: StyleCoverage, _options: CommonOptions, command: Command) =>
      inProject(command.optsWithGlobals<CommonOptions>(), async (context) => {
        const { api } = context;
        const { id } = findSet(await api.images.sets.query(), 'ood', name);
        await api.images.setStyleCoverage.mutate({ setId: id, styleCoverage: coverage });
        await list(context);
      }),
    );
  addProjectCommand(
    parent,
    'remove',
    'take a set out of the project: copied images are deleted, referenced files and the figures of runs stay',
    'sets remove generated',
  )
    .argument('<set>', 'its name or number')
    .action((name: string, _options: CommonOptions, command: Command) =>
      inProject(command.optsWithGlobals<CommonOptions>(), async (context) => {
        const { api, output } = context;
        const set = findAnySet(await api.images.sets.query(), name);
        await api.images.removeSet.mutate({ id: set.id });
        output.note(`Removed "${set.name}" with ${formatNoun(set.counts.total, 'image')}.`);
        await list(context);
      }),
    );
}

async function list({ api, output }: ProjectContext): Promise<void> {
  const sets = await api.images.sets.query();
  const rows = sets.map((set) => {
    const { name, role, counts } = set;
    const { total, train, val, test } = counts;
    const numbers = role === 'real' ? [train, val, test].map(String) : ['', '', ''];
    return [name, role, String(total), ...numbers, styleWords(set)];
  });
  const header = ['set', 'role', 'images', 'train', 'val', 'test', 'style'];
  output.print(sets.length === 0 ? 'There is no image set yet.' : formatColumns([header, ...rows]));
  for (const { name, namedStyle } of sets.filter(isDoubtful)) {
    output.note(
      `"${name}": prompts name the style "${namedStyle}". If it is that of the set: sets style "${name}" covered`,
    );
  }
  output.result({ sets });
}

const isDoubtful = ({ namedStyle, styleCoverage }: ImageSet): boolean =>
  namedStyle !== undefined && styleCoverage !== 'covered';

const styleWords = ({ role, styleCoverage }: ImageSet): string =>
  role === 'ood' && styleCoverage !== 'unknown' ? styleCoverage : '';
