import { expect, type Locator, type Page } from '@playwright/test';

/** Opens a screen by its step at the left. */
export const goTo = (page: Page, step: string) =>
  page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name: step }).click();

/** Types a number into a field, and leaves it. */
export async function setNumber(page: Page, label: string, value: number): Promise<void> {
  await page.getByRole('textbox', { name: label, exact: true }).fill(String(value));
  await page.keyboard.press('Tab');
}

/** Ticks a box, or takes the tick away, by keyboard. */
export const tick = (within: Page | Locator, name: RegExp) =>
  within.getByRole('checkbox', { name }).press('Space');

/** Presses a button by keyboard, once it can be: a disabled one would leave the key to what has the focus. */
export async function press(within: Page | Locator, name: string | RegExp): Promise<void> {
  const button = within.getByRole('button', { name });
  await expect(button).toBeEnabled();
  await button.press('Enter');
}
