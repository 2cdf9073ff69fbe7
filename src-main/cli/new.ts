import { mkdir } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { addCommand, type CommonOptions } from './command.ts';
import { createOutput } from './output.ts';
import { openSession } from './session.ts';

export function addNewCommand(program: Command): void {
  addCommand(
    program,
    'new <name-or-folder>',
    'make a project; a name goes into the projects folder',
    'new ~/projects/birds',
  )
    .option('--in <folder>', 'folder that will contain the project, in place of the projects folder')
    .action(async (nameOrFolder: string, options: CommonOptions & { in?: string }) => {
      const session = await openSession();
      try {
        const output = createOutput(options.json ?? false);
        const isFolder = options.in === undefined && nameOrFolder !== basename(nameOrFolder);
        const folder = isFolder ? dirname(nameOrFolder) : options.in;
        const project = await session.api.projects.create.mutate({
          name: isFolder ? basename(nameOrFolder) : nameOrFolder,
          ...(folder === undefined ? {} : { parentSourceId: await parent(session, folder) }),
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
