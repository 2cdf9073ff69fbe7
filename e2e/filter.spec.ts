import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { drawnTest as test, expect } from './fixtures.ts';
import { root } from './host.ts';

const tinyClip = join(root, 'src-main/scoring/fixtures/tiny-clip');

const panel = (page: Page): Locator => page.getByRole('complementary', { name: 'Filter' });
const slider = (page: Page): Locator => panel(page).getByRole('slider', { name: /^Threshold for/ });
const sentence = (page: Page): Locator => panel(page).locator('output');

async function openSynthetic(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Alt+4');
  await page.getByRole('button', { name: /All images/ }).click();
  await page.getByRole('option', { name: /oracle/ }).click();
  await expect(page.getByText('1 of 80', { exact: true })).toBeVisible();
}

/** Scores the images of the window with the tiny model, whatever other model there is. */
async function score(page: Page): Promise<void> {
  await panel(page)
    .getByRole('button', { name: /^Starter CLIP|^tiny-clip/ })
    .click();
  await panel(page)
    .getByRole('button', { name: /CLIP model/ })
    .click();
  await page.getByRole('option', { name: 'tiny-clip' }).click();
  await panel(page).getByRole('button', { name: 'Score 80 images' }).click();
  await expect(slider(page)).toBeVisible();
  await expect(panel(page).getByRole('region', { name: 'Scoring' })).toBeHidden();
}

test.beforeEach(({ cli }) => {
  cli('models', 'add', tinyClip);
});

test('images are scored, a threshold is tried out, applied and taken back', async ({
  workbench,
  complaints,
}) => {
  await openSynthetic(workbench);
  await expect(panel(workbench).getByText('80 images without a score')).toBeVisible();
  await score(workbench);
  await expect(panel(workbench).getByText('80 undecided')).toBeVisible();
  await expect(sentence(workbench)).toHaveText(/^Would keep \d+, reject \d+\.$/);
  await expect(workbench.getByRole('gridcell').first()).toHaveAttribute('aria-label', /\d %, undecided$/);

  await slider(workbench).focus();
  await workbench.keyboard.press('Home');
  await expect(sentence(workbench)).toHaveText('Would keep 80, reject 0.');
  await panel(workbench).getByRole('button', { name: 'Apply threshold' }).click();
  await expect(workbench.getByRole('radio', { name: /^Kept/ })).toContainText('80');
  await expect(workbench.getByRole('gridcell').first()).toHaveAttribute('aria-label', /kept by the filter$/);
  await expect(sentence(workbench)).toHaveText('Keeps 80, rejects 0. Nothing changes.');

  // What a person says stays.
  await workbench.getByRole('gridcell').first().click();
  await workbench.keyboard.press('p');
  await panel(workbench).getByLabel('Keep above').fill('1');
  await workbench.keyboard.press('Enter');
  await expect(sentence(workbench)).toHaveText('Would keep 0, reject 79 (79 flip).');
  await expect(panel(workbench).getByText('Left as they are: 1 image judged by hand.')).toBeVisible();
  await panel(workbench).getByLabel('Keep of each class at least').fill('3');
  await workbench.keyboard.press('Enter');
  await expect(sentence(workbench)).toHaveText(/^Would keep 29, reject 50 /);
  await panel(workbench).getByLabel('Keep of each class at least').fill('0');
  await workbench.keyboard.press('Enter');
  await panel(workbench).getByRole('button', { name: 'Apply threshold' }).click();
  await expect(workbench.getByRole('radio', { name: /^Rejected/ })).toContainText('79');

  await workbench.getByRole('grid', { name: 'Images' }).focus();
  await workbench.keyboard.press('z');
  await expect(workbench.getByRole('radio', { name: /^Kept/ })).toContainText('80');
  await workbench.keyboard.press('z');
  await workbench.keyboard.press('z');
  await expect(workbench.getByRole('radio', { name: /^Undecided/ })).toContainText('80');
  expect(complaints).toEqual([]);
});

test('a class has a threshold of its own', async ({ workbench }) => {
  await openSynthetic(workbench);
  await score(workbench);
  await panel(workbench).getByRole('button', { name: 'owl', exact: true }).click();
  await expect(workbench.getByText('1 of 8', { exact: true })).toBeVisible();
  await expect(panel(workbench).getByText('The more general threshold counts here.')).toBeVisible();
  await slider(workbench).focus();
  await workbench.keyboard.press('End');
  const row = panel(workbench).getByRole('row', { name: /^owl/ });
  await expect(row).toContainText('1.00');
  await expect(panel(workbench).getByRole('row', { name: /^cat/ })).toContainText('0.10');
  await panel(workbench).getByRole('button', { name: 'Apply threshold' }).click();
  await expect(row).toContainText('0 of 8');
  await panel(workbench).getByRole('button', { name: 'As everywhere' }).click();
  await expect(row).toContainText('0.10');
  await panel(workbench).getByRole('button', { name: 'Discard' }).click();
  await expect(row).toContainText('1.00');
  await panel(workbench).getByLabel('Wanted of owl').fill('5');
  await workbench.keyboard.press('Enter');
  await expect(row).toContainText('0 of 5');
});

test('keys narrow to the threshold and hide the panel; the full view shows the nearest real images', async ({
  workbench,
}) => {
  await openSynthetic(workbench);
  await score(workbench);
  await workbench.getByRole('grid', { name: 'Images' }).focus();
  await workbench.keyboard.press('t');
  await expect(panel(workbench).getByRole('checkbox', { name: /Only near the threshold/ })).toBeChecked();
  await workbench.keyboard.press('t');
  await expect(workbench.getByText('1 of 80', { exact: true })).toBeVisible();
  await workbench.keyboard.press('Space');
  const strip = workbench.getByRole('region', { name: 'Nearest real images' });
  await expect(strip.getByRole('button')).toHaveCount(8);
  await strip.getByRole('button').first().click();
  await expect(workbench.getByText('2 images side by side')).toBeVisible();
  await workbench.keyboard.press('Escape');
  await workbench.keyboard.press('f');
  await expect(panel(workbench)).toBeHidden();
  await expect(workbench.getByRole('gridcell').first()).toHaveAttribute('aria-label', /[a-z], undecided$/);
});

test('scores of a class that has other words are stale, and made anew', async ({
  workbench,
  cli,
  project,
}) => {
  await openSynthetic(workbench);
  await score(workbench);
  cli('classes', 'rename', 'owl', 'tawny owl', '--project', project ?? '');
  await expect(panel(workbench).getByText('The scores are stale.')).toBeVisible();
  await expect(panel(workbench).getByText('"tawny owl" has other words now.')).toBeVisible();
  await panel(workbench).getByRole('button', { name: 'Score 80 images again' }).click();
  await expect(panel(workbench).getByText('The scores are stale.')).toBeHidden();
  await expect(panel(workbench).getByText('80 undecided')).toBeVisible();
});

test('where no synthetic images are shown there is no filter', async ({ workbench }) => {
  await workbench.getByRole('heading', { level: 1 }).waitFor();
  await workbench.keyboard.press('Alt+4');
  await workbench.getByRole('button', { name: /All images/ }).click();
  await workbench.getByRole('option', { name: /^Menagerie\s*real/ }).click();
  await expect(workbench.getByText('1 of 160', { exact: true })).toBeVisible();
  await expect(panel(workbench)).toBeHidden();
});
