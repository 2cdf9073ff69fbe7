import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { addCommand, type CommonOptions } from './command.ts';
import { createOutput } from './output.ts';
import { openSession } from './session.ts';

export function addNewCommand(program: Command): void {
  addCommand(program, 'new <name>', 'make a project', 'new "My birds" --in ~/projects')
    .option('--in <folder>', 'folder that will contain the project (default: the projects folder)')
    .action(async (name: string, options: CommonOptions & { in?: string }) => {
      const session = await openSession();
      try {
        const output = createOutput(options.json ?? false);
        const project = await session.api.projects.create.mutate({
          name,
          ...(options.in === undefined ? {} : { parentSourceId: await parent(session, options.in) }),
        });
        output.print(`Made "${project.name}" in ${project.location}`);
        output.result(project);
      } finally {
        await session.close();
      }
    });
}

async function parent(session: { registerSource: (path: string) => Promise<string> }, folder: string) {
  await mkdir(resolve(folder), { recursive: true });
  return session.registerSource(folder);
}
