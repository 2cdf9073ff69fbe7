import type { Page } from '@playwright/test';
import { drawnTest as test, expect } from './fixtures.ts';

const steps = ['Classes', 'Prompts', 'Generate', 'Review', 'Style', 'Train', 'Runs', 'Models', 'Settings'];

test('the palette finds commands, and knows which make sense', async ({ workbench }) => {
  await workbench.keyboard.press('Control+k');
  const palette = workbench.getByRole('dialog', { name: 'Commands' });
  await workbench.keyboard.type('light');
  await expect(palette.getByRole('menuitem')).toHaveCount(1);
  await workbench.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(workbench.locator('html')).toHaveAttribute('data-theme', 'light');
  await workbench.keyboard.press('Control+k');
  await workbench.keyboard.type('zoom');
  await expect(palette.getByText('No command has that name.')).toBeVisible();
});

test('keys are listed, work, and are dead while typing', async ({ workbench }) => {
  await expect(workbench.getByText('Menagerie').first()).toBeVisible();
  await workbench.keyboard.press('Alt+4');
  await expect(workbench.getByRole('gridcell').first()).toBeVisible();
  await workbench.keyboard.press('?');
  const keys = workbench.getByRole('dialog', { name: 'Keys' });
  await expect(keys.getByText('Leave undecided')).toBeVisible();
  await workbench.keyboard.press('x');
  await workbench.keyboard.press('Escape');
  await workbench.getByRole('searchbox').fill('');
  await workbench.getByRole('searchbox').pressSequentially('px?');
  await workbench.getByRole('searchbox').fill('');
  await expect(workbench.getByText(/^kept 0 of 340 · 340 undecided/)).toBeVisible();
  await expect(keys).toBeHidden();
});

/** Controls without a name, as a screen reader would find them. */
const nameless = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a[href], input, select, [role=slider], [role=grid]')]
      .filter((control) => control.offsetParent !== null)
      .filter((control) => {
        const labels = control instanceof HTMLInputElement ? [...(control.labels ?? [])] : [];
        const by = (control.getAttribute('aria-labelledby') ?? '').split(' ').filter(Boolean);
        const words = [
          control.getAttribute('aria-label'),
          control.textContent,
          ...labels.map((label) => label.textContent),
          ...by.flatMap((id) => {
            const label = document.querySelector(`#${CSS.escape(id)}`);
            return [label?.textContent, label?.getAttribute('aria-label')];
          }),
        ];
        return !words.some((word) => word?.trim());
      })
      .map((control) => control.outerHTML.slice(0, 160)),
  );

test('every control of every screen has a name, and one heading says where one is', async ({ workbench }) => {
  for (const step of steps) {
    await workbench
      .getByRole('navigation', { name: 'Steps' })
      .getByRole('button', { name: new RegExp(`^${step}`) })
      .click();
    await expect(workbench.locator('main').getByRole('heading').first()).toBeAttached();
    expect(await nameless(workbench), step).toEqual([]);
  }
});

test('the first tab stop skips to the content, and focus can be seen', async ({ workbench }) => {
  await expect(workbench.getByRole('heading', { level: 1 }).first()).toBeVisible();
  await workbench.keyboard.press('Tab');
  await expect(workbench.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  for (let stop = 0; stop < 6; stop++) {
    await workbench.keyboard.press('Tab');
    const outline = await workbench.evaluate(() => {
      const style = document.activeElement ? getComputedStyle(document.activeElement) : null;
      return style ? `${style.outlineStyle} ${style.outlineWidth}` : '';
    });
    expect(outline).toBe('solid 2px');
  }
});
