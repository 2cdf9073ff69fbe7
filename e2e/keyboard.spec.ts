import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** Presses Tab until the focused control has this name; fails after a hundred stops. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const named = page
    .getByLabel(name)
    .or(page.getByRole('button', { name }))
    .or(page.getByRole('checkbox', { name }));
  const target = page.locator(':focus').and(named);
  for (let stop = 0; stop < 100; stop++) {
    await page.keyboard.press('Tab');
    if ((await target.count()) > 0) return;
  }
  throw new Error(`Tab never came to ${name}.`);
}

async function type(page: Page, label: string | RegExp, value: string): Promise<void> {
  await tabTo(page, label);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(value);
}

test('from nothing to compared runs without a mouse', async ({ workbench, complaints }) => {
  test.setTimeout(400_000);
  await expect(workbench.getByRole('heading', { level: 1 }).first()).toBeVisible();

  // Draw a small data set into a new project.
  await workbench.keyboard.press('Control+k');
  await workbench.keyboard.type('draw');
  await workbench.keyboard.press('Enter');
  await expect(workbench.getByRole('dialog', { name: 'New project' })).toBeVisible();
  await workbench.keyboard.type('Keys only');
  await workbench.keyboard.press('Enter');
  await expect(workbench.getByRole('dialog', { name: 'Draw a tutorial data set' })).toBeVisible();
  for (const [label, value] of [
    ['Train', '6'],
    ['Val', '3'],
    ['Test', '3'],
    ['Each OOD set', '1'],
    ['Synthetic (oracle)', '6'],
  ] as const) {
    await type(workbench, label, value);
  }
  await tabTo(workbench, /^Draw \d/);
  await workbench.keyboard.press('Enter');
  await expect(workbench.getByText('No job is running · 1 job finished')).toBeVisible({ timeout: 120_000 });

  // Look through it.
  await workbench.keyboard.press('Alt+4');
  await expect(workbench.getByRole('gridcell').first()).toBeVisible();
  for (const key of ['p', 'x', 'Space', 'p', 'Escape', 'ArrowDown', 'Shift+ArrowRight', 'x', 'z']) {
    await workbench.keyboard.press(key);
  }
  await expect(workbench.getByText(/^kept 2 of 230/)).toBeVisible();

  // Train one recipe for a few steps.
  await workbench.keyboard.press('Alt+6');
  await expect(workbench.getByText('Training images by class')).toBeVisible();
  await type(workbench, 'Seeds', '1');
  await tabTo(workbench, /^Synthetic only/);
  await workbench.keyboard.press('Space');
  await type(workbench, 'Image size', '16');
  await type(workbench, /^Batch$/, '8');
  await type(workbench, 'Steps a run', '6');
  await tabTo(workbench, 'Start 2 runs');
  await expect(workbench.getByRole('button', { name: 'Start 2 runs' })).toBeEnabled();
  await workbench.keyboard.press('Enter');
  await expect(workbench.getByText('No job is running · 2 jobs finished')).toBeVisible({ timeout: 240_000 });

  // Compare, and open the pictures behind a cell of the confusion matrix.
  await workbench.keyboard.press('Alt+7');
  await tabTo(workbench, /^Mixed$/);
  await workbench.keyboard.press('Enter');
  await tabTo(workbench, 'Show settings, evaluation and errors of seed 1');
  await workbench.keyboard.press('Enter');
  await tabTo(workbench, /predicted as/);
  for (let move = 0; move < 10; move++) {
    const name = await workbench.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
    if (!name.startsWith('0 of')) break;
    await workbench.keyboard.press('ArrowRight');
  }
  await workbench.keyboard.press('Enter');
  await expect(workbench.getByRole('grid', { name: 'Images' })).toBeVisible();
  expect(complaints).toEqual([]);
});
