import type { Page } from 'playwright';

/** Something that a person does in the workbench, named for the table of figures. */
export interface Action {
  name: string;
  perform: (page: Page) => Promise<void>;
}

export const press =
  (key: string, { times = 1, pause = 0 } = {}) =>
  async (page: Page): Promise<void> => {
    for (let time = 0; time < times; time++) await page.keyboard.press(key);
    if (pause > 0) await page.waitForTimeout(pause);
  };

/** Turns the wheel over a grid in a burst, as fast as frames come. */
export const wheel =
  (grid: string) =>
  (distance: number, times: number) =>
  async (page: Page): Promise<void> => {
    await page.getByRole('grid', { name: grid }).hover();
    for (let time = 0; time < times; time++) {
      await page.mouse.wheel(0, distance);
      await page.waitForTimeout(16);
    }
  };
