import { resolve } from 'node:path';
import type { Command } from 'commander';
import { projectsFolder } from '../projects-folder.ts';
import { openBrowser } from '../server/open-browser.ts';
import type { Host } from '../server/start-host.ts';
import { addProjectCommand, type CommonOptions, count } from './command.ts';
import { createOutput } from './output.ts';

interface ServeOptions extends CommonOptions {
  port?: number;
  open: boolean;
}

export function addServeCommand(program: Command): void {
  addProjectCommand(
    program,
    'serve',
    'open the workbench in a browser',
    'serve --project ~/projects/my-birds',
  )
    .option(
      '--port <number>',
      'where to listen on 127.0.0.1 (default: the first free one from 4180 on)',
      count,
    )
    .option('--no-open', 'only print the address')
    .action(async (options: ServeOptions) => {
      const { startHost } = await import('../server/start-host.ts');
      const host = await startHost({ entry: 'serve', servePage: true, port: options.port });
      try {
        if (options.project !== undefined) await openProject(host, options.project);
        const stopped = untilStopped();
        const output = createOutput(options.json ?? false);
        output.print(`Variegate is open at ${host.address}`);
        output.result({ address: host.address });
        const browser = options.open
          ? await openBrowser({ address: host.address, folder: projectsFolder() })
          : null;
        await stopped;
        await browser?.close();
        output.note('Closing. Running jobs are brought to a safe point first; Ctrl+C again leaves at once.');
      } finally {
        await host.close();
      }
    });
}

async function openProject({ workbench }: Host, folder: string): Promise<void> {
  await workbench.projects.open({ sourceId: await workbench.registerSource(resolve(folder)) });
}

/** Resolves when the person or the system asks the program to end; a second Ctrl+C ends it at once. */
function untilStopped(): Promise<void> {
  return new Promise((stop) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        stop();
        process.once('SIGINT', () => process.exit(130));
      });
    }
  });
}
