import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { root } from './host.ts';

const addedTest = test.extend({
  cli: async ({ cli }, use) => {
    cli('models', 'add', join(root, 'src-main/diffusion/fixtures/tiny'));
    await use(cli);
  },
});

addedTest('models of all kinds are listed, and an added one is taken off', async ({ cli, workbench }) => {
  expect(cli('models', 'list')).toMatchObject({ textToImage: [{ bundled: true }, { bundled: false }] });
  await workbench.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name: 'Models' }).click();
  for (const title of ['Text to image', 'CLIP', 'Pretrained networks']) {
    await expect(workbench.getByRole('heading', { name: title })).toBeVisible();
  }
  const entry = workbench.getByRole('listitem').filter({ hasText: 'tiny' });
  await expect(entry).toBeVisible();
  await entry.getByRole('button', { name: /off the list/ }).click();
  await workbench.getByRole('alertdialog').getByRole('button', { name: 'Take it off the list' }).click();
  await expect(entry).toHaveCount(0);
  await expect(workbench.getByText('built in').first()).toBeVisible();
});
