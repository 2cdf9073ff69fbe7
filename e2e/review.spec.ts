import type { Page } from '@playwright/test';
import { drawnTest as test, expect } from './fixtures.ts';
import { goTo } from './steps.ts';

const standing = (page: Page) => page.getByText(/^kept \d/);
const focused = (page: Page) =>
  page.getByRole('grid', { name: 'Images' }).evaluate((grid) => {
    const tile = document.querySelector(`#${grid.getAttribute('aria-activedescendant')}`);
    return Number(tile?.getAttribute('data-position'));
  });

async function openReview(page: Page): Promise<void> {
  await goTo(page, 'Review');
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  await expect(page.getByRole('grid', { name: 'Images' })).toBeFocused();
}

test('verdicts are given by key, go on to the next image and are undone', async ({
  workbench,
  complaints,
}) => {
  await openReview(workbench);
  await workbench.keyboard.press('p');
  await workbench.keyboard.press('x');
  await workbench.keyboard.press('p');
  await expect(standing(workbench)).toContainText('kept 2 of 340 · 337 undecided');
  expect(await focused(workbench)).toBe(3);
  await expect(workbench.getByRole('gridcell', { name: /rejected$/ })).toHaveCount(1);

  await workbench.keyboard.press('z');
  await expect(standing(workbench)).toContainText('kept 1 of 340');
  expect(await focused(workbench)).toBe(2);

  // The window remembers where one was, and the host the verdicts.
  await workbench.reload();
  await expect(standing(workbench)).toContainText('kept 1 of 340 · 338 undecided');
  expect(complaints).toEqual([]);
});

test('a verdict goes on also where the filter hides the image', async ({ workbench }) => {
  await openReview(workbench);
  await workbench.keyboard.press('n');
  const first = await workbench.getByRole('gridcell').first().getAttribute('aria-label');
  await workbench.keyboard.press('p');
  await expect(workbench.getByText('1 of 339')).toBeVisible();
  await expect(workbench.getByRole('gridcell').first()).not.toHaveAttribute('aria-label', first ?? '');
  await workbench.keyboard.press('z');
  await expect(workbench.getByText('1 of 340')).toBeVisible();
});

test('ranges and all that match the filter are chosen, judged and undone at once', async ({ workbench }) => {
  await openReview(workbench);
  await workbench.keyboard.press('Shift+ArrowRight');
  await workbench.keyboard.press('Shift+ArrowRight');
  await expect(workbench.getByText('3 images chosen').first()).toBeVisible();
  await workbench
    .getByRole('gridcell')
    .nth(5)
    .click({ modifiers: ['Shift'] });
  await expect(workbench.getByText('6 images chosen').first()).toBeVisible();
  await workbench.keyboard.press('x');
  await expect(workbench.getByRole('radio', { name: /Rejected/ })).toContainText('6');

  await workbench.keyboard.press('n');
  await workbench.keyboard.press('Control+a');
  await expect(workbench.getByText('334 images chosen').first()).toBeVisible();
  await workbench.keyboard.press('p');
  await expect(workbench.getByRole('heading', { name: 'Nothing is left undecided' })).toBeVisible();
  await workbench.keyboard.press('z');
  await expect(workbench.getByText('of 334')).toBeVisible();
});

test('an image is seen in full, zoomed, judged and moved to another class', async ({ workbench }) => {
  await openReview(workbench);
  await workbench.keyboard.press('Space');
  const full = workbench.getByRole('region', { name: 'Full view' });
  await expect(full.getByRole('img')).toBeVisible();
  await workbench.keyboard.press('+');
  await expect(full.getByRole('img')).toHaveCSS('transform', /matrix\(1\.5/);
  await workbench.keyboard.press('p');
  await expect(full.getByText('2 of 340')).toBeVisible();
  await workbench.keyboard.press('ArrowLeft');
  await expect(full.getByText('Kept')).toBeVisible();
  await workbench.keyboard.press('3');
  await workbench.keyboard.press('Escape');
  await expect(full).toBeHidden();
  await expect(workbench.getByRole('gridcell').first()).toHaveAttribute('aria-label', /mouse, kept$/);
});

test('the filter narrows by class, split and text', async ({ workbench }) => {
  await openReview(workbench);
  await workbench.getByRole('button', { name: /Every class/ }).click();
  await workbench.getByRole('option', { name: 'owl' }).click();
  await expect(workbench.getByText('1 of 34', { exact: true })).toBeVisible();
  await workbench.getByRole('button', { name: /Every split/ }).click();
  await workbench.getByRole('option', { name: 'Test' }).click();
  await expect(workbench.getByText('1 of 4', { exact: true })).toBeVisible();
  await workbench.getByRole('searchbox').fill('nothing is called this');
  await expect(workbench.getByRole('heading', { name: 'No image matches the filter' })).toBeVisible();
  await workbench.getByRole('button', { name: 'Show all images' }).click();
  await expect(workbench.getByText('1 of 340', { exact: true })).toBeVisible();
});
