import type { Page } from '@playwright/test';
import { drawnTest as test, expect } from './fixtures.ts';

const cell = (page: Page, name: string | RegExp) =>
  page.getByRole('complementary', { name: 'Coverage' }).getByRole('button', { name });

test('a gap of the coverage is filled by a key and by a press, and taken back; diversity stands beside the templates', async ({
  workbench,
  complaints,
}) => {
  await workbench.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name: 'Prompts' }).click();
  await workbench.getByRole('button', { name: 'Write prompts for 10 classes' }).click();
  const dialog = workbench.getByRole('dialog', { name: 'Write prompts' });
  await dialog.getByRole('textbox', { name: 'Prompts for each class' }).fill('4');
  await workbench.keyboard.press('Tab');
  await dialog.getByRole('button', { name: 'Write 40 prompts' }).click();
  await expect(dialog).toBeHidden();
  await workbench.getByRole('button', { name: 'Show the coverage' }).click();

  const panel = workbench.getByRole('complementary', { name: 'Coverage' });
  await panel.getByText('Words without prompts too').click();
  const gap = cell(workbench, 'beach, watercolour: no prompts. Enter writes 10 prompts');
  await expect(gap).toBeVisible();
  await gap.focus();
  await workbench.keyboard.press('Enter');
  await expect(workbench.getByText('Wrote 10 prompts for “beach, watercolour”.')).toBeVisible();
  await expect(cell(workbench, 'beach, watercolour: 10 prompts')).toBeVisible();
  await workbench.keyboard.press('z');
  await expect(gap).toBeVisible();

  // One class: only its own prompts are missing.
  await workbench.getByRole('option', { name: 'owl: 4 prompts' }).click();
  await cell(workbench, 'snow, crayon: no prompts. Enter writes 1 prompt').click();
  await expect(cell(workbench, 'snow, crayon: 1 prompt')).toBeVisible();
  await workbench.getByRole('option', { name: 'All classes: 41 prompts' }).click();
  await cell(workbench, 'snow, crayon: 1 prompt, 9 classes without').click();
  await panel.getByRole('button', { name: 'Write for 9 classes without' }).click();
  await expect(cell(workbench, 'snow, crayon: 10 prompts')).toBeVisible();

  await panel.getByRole('button', { name: 'Measure the diversity' }).click();
  await expect(panel.getByText(/^By Starter CLIP\. In brackets: as many of \d+ templates/)).toBeVisible();
  await expect(panel.getByRole('row', { name: /^All/ })).toBeVisible();
  expect(complaints).toEqual([]);
});
