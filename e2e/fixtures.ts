import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, test as base, type Page } from '@playwright/test';
import { environmentOf, root, startServer, variegate } from './host.ts';

export { expect } from '@playwright/test';

export interface EntryOptions {
  /** What the tests drive: set by the Playwright project. */
  entry: 'browser' | 'electron';
}

export interface Fixtures extends EntryOptions {
  /** A fresh folder that holds settings and projects. */
  home: string;
  /** Runs a command of the terminal program with this home; returns its JSON document. */
  cli: (...args: readonly string[]) => unknown;
  /** Folder of the project that is open when the workbench starts; null for none. Set with `test.use` or by overriding. */
  project: string | null;
  /** The workbench on its first screen, in a browser or in the desktop window. */
  workbench: Page;
  /** Everything that went wrong in the page without anyone asking: must stay empty. */
  complaints: string[];
}

export const test = base.extend<Fixtures>({
  entry: ['browser', { option: true }],
  project: [null, { option: true }],
  home: async ({}, use) => {
    const home = await mkdtemp(join(tmpdir(), 'variegate-e2e-'));
    await use(home);
    await rm(home, { recursive: true, force: true });
  },
  cli: async ({ home }, use) => use((...args) => variegate(home, ...args)),
  complaints: async ({}, use) => use([]),
  workbench: async ({ entry, home, project, complaints, context }, use, testInfo) => {
    const args = project === null ? [] : ['--project', project];
    if (entry === 'electron') {
      const application = await _electron.launch({ args: [root, ...args], env: environmentOf(home) });
      const page = await application.firstWindow();
      listen(page, complaints);
      await use(page);
      await application.close();
      return;
    }
    const server = await startServer(home, args);
    const page = await context.newPage();
    listen(page, complaints);
    await page.goto(server.address);
    await use(page);
    await page.close();
    await server.stop();
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach('host', { body: server.messages(), contentType: 'text/plain' });
    }
  },
});

const small = ['--train', '8', '--val', '4', '--test', '4', '--ood', '2', '--oracle', '8'];

/** The same, with a small drawn data set in the project that is open: drawn once, copied for each test. */
export const drawnTest = test.extend<Fixtures, { drawnProject: string }>({
  drawnProject: [
    async ({}, use) => {
      const home = await mkdtemp(join(tmpdir(), 'variegate-drawn-'));
      const { location } = variegate(home, 'new', 'Menagerie') as { location: string };
      variegate(home, 'draw', 'menagerie', ...small, '--project', location);
      await use(location);
      await rm(home, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  project: async ({ home, drawnProject }, use) => {
    const folder = join(home, 'projects', 'Menagerie');
    await cp(drawnProject, folder, { recursive: true });
    await use(folder);
  },
});

/** Errors and warnings of the page, violations of the content security policy among them. */
function listen(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
}
