import type { Page } from 'playwright';
import { type Action, press, wheel } from './action.ts';

/** Time for the host to answer and for the list to be read again. */
const SETTLED_MS = 3000;

const table = (page: Page) => page.getByRole('grid', { name: 'Prompts' });

const scroll = wheel('Prompts');

async function open(page: Page): Promise<void> {
  await page.keyboard.press('Alt+2');
  await table(page).getByRole('row').first().waitFor();
  await page.waitForTimeout(SETTLED_MS);
  await table(page).focus();
}

async function search(page: Page): Promise<void> {
  await page.keyboard.press('/');
  await page.keyboard.type('evening 12', { delay: 30 });
  await page.waitForTimeout(500);
  await page.keyboard.press('Escape');
  await page.waitForTimeout(500);
  await table(page).focus();
}

const choose = (label: RegExp, option: RegExp) => async (page: Page) => {
  await page.getByRole('toolbar', { name: 'Filter' }).getByRole('button', { name: label }).click();
  await page.getByRole('option', { name: option }).first().click();
  await page.waitForTimeout(500);
  await table(page).focus();
};

const classNamed = (name: RegExp) => async (page: Page) => {
  await page.getByRole('listbox', { name: 'Classes' }).getByRole('option', { name }).click();
  await page.waitForTimeout(500);
  await table(page).focus();
};

async function replaceAll(page: Page): Promise<void> {
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog', { name: 'Find and replace' });
  await dialog.getByRole('textbox', { name: 'Find' }).fill('version');
  await dialog.getByRole('textbox', { name: 'Replace with' }).fill('edition');
  await dialog.getByRole('button', { name: /^Change [\d,]+ prompts$/ }).click();
  await page.waitForTimeout(SETTLED_MS);
}

async function setStyle(page: Page): Promise<void> {
  await page.keyboard.press('Shift+S');
  const dialog = page.getByRole('dialog', { name: /^Style of/ });
  await dialog.getByRole('combobox', { name: 'Style' }).fill('woodcut');
  await dialog.getByRole('button', { name: /^Set for/ }).click();
  await page.waitForTimeout(SETTLED_MS);
}

async function editOne(page: Page): Promise<void> {
  await table(page).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('one prompt said otherwise', { delay: 20 });
  await page.keyboard.press('Enter');
  await page.waitForTimeout(SETTLED_MS);
}

/** What a person does with many prompts, in an order that works. */
export const actions: readonly Action[] = [
  { name: 'open the prompts', perform: open },
  { name: 'scroll', perform: scroll(300, 60) },
  { name: 'scroll fast', perform: scroll(6000, 40) },
  { name: 'jump to the end', perform: press('End') },
  { name: 'jump to the beginning', perform: press('Home') },
  { name: 'hold an arrow', perform: press('ArrowDown', { times: 60 }) },
  { name: 'search', perform: search },
  { name: 'one class', perform: classNamed(/^class 7:/) },
  { name: 'every class', perform: classNamed(/^All classes/) },
  { name: 'one context', perform: choose(/Context/, /^context 3/) },
  { name: 'every context', perform: choose(/Context/, /^Every context/) },
  { name: 'hide the coverage', perform: press('i') },
  { name: 'show the coverage', perform: press('i') },
  { name: 'change one prompt', perform: editOne },
  { name: 'choose all', perform: press('Control+a') },
  { name: 'replace in all', perform: replaceAll },
  { name: 'undo it', perform: press('z', { pause: SETTLED_MS }) },
  { name: 'choose all again', perform: press('Control+a') },
  { name: 'give all a style', perform: setStyle },
  { name: 'undo that', perform: press('z', { pause: SETTLED_MS }) },
  { name: 'and choose all', perform: press('Control+a') },
  { name: 'lock all', perform: press('l', { pause: SETTLED_MS }) },
  { name: 'unlock all', perform: press('l', { pause: SETTLED_MS }) },
  { name: 'archive all', perform: press('Delete', { pause: SETTLED_MS }) },
  { name: 'bring all back', perform: press('z', { pause: SETTLED_MS }) },
];
