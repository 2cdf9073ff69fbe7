import type { Command } from 'commander';
import { addProjectCommand, type CommonOptions, inProject } from './command.ts';
import { formatColumns } from './format.ts';

export function addSetsCommand(program: Command): void {
  addProjectCommand(program, 'sets', 'the image sets of a project and what they hold', 'sets').action(
    (options: CommonOptions) =>
      inProject(options, async ({ api, output }) => {
        const sets = await api.images.sets.query();
        const rows = sets.map(({ name, role, counts: { total, train, val, test } }) => {
          const numbers = role === 'real' ? [train, val, test].map(String) : ['', '', ''];
          return [name, role, String(total), ...numbers];
        });
        const header = ['set', 'role', 'images', 'train', 'val', 'test'];
        output.print(sets.length === 0 ? 'There is no image set yet.' : formatColumns([header, ...rows]));
        output.result({ sets });
      }),
  );
}
