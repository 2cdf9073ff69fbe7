import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { drawnTest } from './fixtures.ts';
import { root } from './host.ts';

const tinyModel = join(root, 'src-main/diffusion/fixtures/tiny');

/** The drawn project with a few prompts, and the tiny model among those of the machine. */
export const generatingTest = drawnTest.extend({
  project: async ({ project, cli }, use) => {
    if (project === null) throw new Error('There is no drawn project.');
    cli('prompts', 'write', '--per-class', '4', '--project', project);
    cli('models', 'add', tinyModel);
    await use(project);
  },
});

export async function chooseModel(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /Model$/ }).click();
  await page.getByRole('option', { name: new RegExp(`^${name}`) }).click();
}
