import type { Page } from 'playwright';
import { type Action, press, wheel } from './action.ts';

const scroll = wheel('Images');

async function openReview(page: Page): Promise<void> {
  await page.keyboard.press('Alt+4');
  await page.getByRole('gridcell').first().waitFor();
}

async function search(page: Page): Promise<void> {
  await page.getByRole('searchbox').fill('cat');
  await page.waitForTimeout(800);
  await page.getByRole('searchbox').fill('');
  await page.getByRole('searchbox').press('Enter');
  await page.waitForTimeout(800);
}

/** Drags the threshold across the histogram and back, a step a frame. */
async function dragThreshold(page: Page): Promise<void> {
  const slider = page.getByRole('slider', { name: /^Threshold for/ });
  await slider.focus();
  for (const key of ['ArrowRight', 'ArrowLeft']) {
    for (let time = 0; time < 40; time++) {
      await page.keyboard.press(key);
      await page.waitForTimeout(16);
    }
  }
  await page.waitForTimeout(500);
}

const click = (name: string) => async (page: Page) => {
  await page.getByRole('button', { name, exact: true }).first().click();
  await page.waitForTimeout(2000);
};

const choose = (option: string) => async (page: Page) => {
  const list = page.getByRole('complementary', { name: 'Filter' });
  await list.getByRole('button', { name: /Order/ }).click();
  await page.getByRole('option', { name: option }).click();
  await page.waitForTimeout(1500);
};

async function undoStep(page: Page): Promise<void> {
  await page.getByRole('grid', { name: 'Images' }).focus();
  await page.keyboard.press('z');
  await page.waitForTimeout(2000);
}

/** What a person does in the review, in an order that works. */
export const actions: readonly Action[] = [
  { name: 'open the review', perform: openReview },
  { name: 'scroll', perform: scroll(300, 60) },
  { name: 'scroll fast', perform: scroll(6000, 40) },
  { name: 'jump to the end', perform: press('End') },
  { name: 'jump to the beginning', perform: press('Home') },
  { name: 'hold an arrow', perform: press('ArrowDown', { times: 60 }) },
  { name: 'give 40 verdicts', perform: press('p', { times: 40 }) },
  { name: 'show only undecided', perform: press('n') },
  { name: 'give 20 verdicts that hide', perform: press('x', { times: 20 }) },
  { name: 'choose all', perform: press('Control+a') },
  { name: 'reject all', perform: press('x') },
  { name: 'undo it', perform: press('z') },
  { name: 'show every verdict', perform: press('a') },
  { name: 'search by name', perform: search },
  { name: 'drag the threshold', perform: dragThreshold },
  { name: 'apply the threshold', perform: click('Apply threshold') },
  { name: 'undo it in one step', perform: undoStep },
  { name: 'order by probability', perform: choose('Least probable first') },
  { name: 'only near the threshold', perform: press('t') },
  { name: 'all again', perform: press('t') },
  { name: 'one class and its threshold', perform: click('owl') },
  { name: 'every class again', perform: click('owl') },
  { name: 'make tiles small', perform: press('-', { times: 4 }) },
  { name: 'scroll small tiles', perform: scroll(300, 60) },
];
