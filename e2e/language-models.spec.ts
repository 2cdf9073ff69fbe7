import { startFaultyServer } from '../src-main/language-models/testing/faulty-server.ts';
import { expect, test } from './fixtures.ts';

test('a server is connected with its key, checked, changed and removed', async ({
  workbench,
  complaints,
}) => {
  const server = await startFaultyServer({
    answer: () => ({ animals: ['fox', 'owl', 'bee'] }),
    models: ['small', 'large'],
    key: 'sk-secret',
  });
  try {
    const steps = workbench.getByRole('navigation', { name: 'Steps' });
    await steps.getByRole('button', { name: 'Settings' }).click();
    await expect(workbench.getByText('Prompts come from the built-in grammar')).toBeVisible();

    await workbench.getByRole('button', { name: 'Connect a server' }).click();
    const dialog = workbench.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('This machine');
    await dialog.getByLabel('Address').fill(server.baseUrl);
    await dialog.getByRole('button', { name: 'List its models' }).click();
    await expect(dialog.getByText('wants a key (401)')).toBeVisible();
    await dialog.getByLabel('Key', { exact: true }).fill('sk-secret');
    await dialog.getByRole('button', { name: 'List its models' }).click();
    await expect(dialog.getByText('The server has 2.')).toBeVisible();
    await dialog.getByRole('combobox', { name: 'Model' }).fill('sm');
    await workbench.getByRole('option', { name: 'small' }).click();
    await dialog.getByRole('button', { name: 'Add the connection' }).click();

    const row = workbench.getByRole('list', { name: 'Connections' }).getByRole('listitem');
    await expect(row).toContainText('with a key');
    expect(server.requests).toHaveLength(0);
    await row.getByRole('button', { name: 'Check' }).click();
    await expect(row.getByText('it named fox, owl, bee')).toBeVisible();

    await row.getByRole('button', { name: 'Change This machine' }).click();
    await expect(dialog.getByLabel('Key', { exact: true })).toHaveValue('');
    await dialog.getByRole('combobox', { name: 'Model' }).fill('gone');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await row.getByRole('button', { name: 'Check' }).click();
    await expect(row.getByText('has no model "gone"')).toBeVisible();

    await row.getByRole('button', { name: 'Remove This machine' }).click();
    await workbench.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await expect(workbench.getByText('Prompts come from the built-in grammar')).toBeVisible();
    expect(complaints).toEqual([]);
  } finally {
    await server.close();
  }
});
