import type { Page } from '@playwright/test';

/** Opens a screen by its step at the left. */
export const goTo = (page: Page, step: string) =>
  page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name: step }).click();

/** Types a number into a field, and leaves it. */
export async function setNumber(page: Page, label: string, value: number): Promise<void> {
  await page.getByRole('textbox', { name: label, exact: true }).fill(String(value));
  await page.keyboard.press('Tab');
}
