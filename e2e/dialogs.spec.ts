import { drawnTest as test, expect } from './fixtures.ts';
import { goTo } from './steps.ts';

test('what was typed in a dialog is not lost by a click beside it or by a key', async ({ workbench }) => {
  await expect(workbench.getByText('Menagerie').first()).toBeVisible();
  await workbench.keyboard.press('Control+k');
  await workbench.keyboard.type('new project');
  await workbench.keyboard.press('Enter');
  const dialog = workbench.getByRole('dialog', { name: 'New project' });
  await expect(dialog).toBeVisible();
  // Nothing typed: a click beside it closes it.
  await workbench.mouse.click(5, 400);
  await expect(dialog).toBeHidden();

  await workbench.keyboard.press('Control+k');
  await workbench.keyboard.type('new project');
  await workbench.keyboard.press('Enter');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Birds');
  await workbench.mouse.click(5, 400);
  await workbench.keyboard.press('Control+k');
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('Birds');
  await expect(workbench.getByRole('dialog', { name: 'Commands' })).toBeHidden();
  await workbench.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('kept images are exported, and the message is answered beside an open dialog', async ({
  workbench,
  complaints,
}) => {
  await goTo(workbench, 'Review');
  await expect(workbench.getByRole('grid', { name: 'Images' })).toBeFocused();
  await workbench.getByRole('button', { name: 'Export kept images' }).click();
  await expect(workbench.getByText('None of these images is kept.')).toBeVisible();

  // In full view a verdict is about the image that is seen, also after all were chosen.
  await workbench.getByRole('grid', { name: 'Images' }).focus();
  await workbench.keyboard.press('Control+a');
  await workbench.keyboard.press('Space');
  await expect(workbench.getByRole('region', { name: 'Full view' })).toBeVisible();
  await workbench.keyboard.press('p');
  await workbench.keyboard.press('Escape');
  await expect(workbench.getByText(/^kept 1 of 340 · 339 undecided/)).toBeVisible();

  await workbench.getByRole('button', { name: 'Export kept images' }).click();
  await workbench.getByRole('grid', { name: 'Images' }).focus();
  await workbench.keyboard.press('?');
  const keys = workbench.getByRole('dialog', { name: 'Keys' });
  await expect(keys).toBeVisible();
  await workbench.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(keys).toBeVisible();
  await workbench.keyboard.press('Escape');
  const exported = workbench.getByRole('dialog', { name: 'Exported images' });
  await expect(exported.getByText(/images-\d{4}-/).first()).toBeVisible();
  expect(complaints).toEqual([]);
});
