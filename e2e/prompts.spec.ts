import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startFaultyServer } from '../src-main/language-models/testing/faulty-server.ts';
import { describingAnswers } from '../src-main/prompts/testing/describing-answers.ts';
import { drawnTest as test, expect } from './fixtures.ts';

const step = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name });
const table = (page: Page) => page.getByRole('grid', { name: 'Prompts' });
const rows = (page: Page) => table(page).locator('[data-place]');
const standing = (page: Page, words: string) =>
  page.getByRole('status').filter({ hasText: new RegExp(`^${words}$`) });
const focusedText = (page: Page) =>
  table(page).evaluate((grid) => {
    const row = document
      .querySelector(`#${grid.getAttribute('aria-activedescendant')}`)
      ?.closest('[role=row]');
    return row?.querySelectorAll('[role=gridcell]')[1]?.textContent ?? '';
  });

test('prompts are looked at before they are written, then changed, archived and brought back', async ({
  workbench,
  complaints,
}) => {
  await step(workbench, 'Prompts').click();
  await expect(workbench.getByText('10 classes, none of which has a prompt yet')).toBeVisible();
  await workbench.getByRole('button', { name: 'Write prompts for 10 classes' }).click();

  // The drawn world's words are the usual ones here, and they come to an end.
  const dialog = workbench.getByRole('dialog', { name: 'Write prompts' });
  await expect(dialog.getByRole('button', { name: /Drawn world/ })).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Prompts for each class' }).fill('100');
  await workbench.keyboard.press('Tab');
  await expect(dialog.getByText(/^10 classes get \d+ fewer than wanted\. The 11 contexts/)).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Prompts for each class' }).fill('8');
  await workbench.keyboard.press('Tab');
  await expect(dialog.getByText('80 new prompts for 10 classes')).toBeVisible();
  await expect(dialog.getByText(/^a photo of a crane, the bird, /).first()).toBeVisible();
  await dialog.getByRole('button', { name: 'Write 80 prompts' }).click();
  await expect(dialog).toBeHidden();
  await expect(workbench.getByText('80 prompts for 10 classes · every class has some')).toBeVisible();
  await expect(workbench.getByRole('button', { name: 'Generate images' })).toBeVisible();
  await expect(rows(workbench).first()).toContainText('grammar');

  // A class, an origin, a word.
  await workbench.getByRole('option', { name: 'owl: 8 prompts' }).click();
  await expect(standing(workbench, '8 of 80 prompts')).toBeVisible();
  await workbench.getByRole('radio', { name: 'Stylized: 2 prompts' }).click();
  await expect(standing(workbench, '2 of 80 prompts')).toBeVisible();
  await workbench.getByRole('button', { name: 'Clear' }).click();
  await expect(standing(workbench, '8 of 80 prompts')).toBeVisible();

  // A prompt of one's own, changed in place; the class has each text once.
  await workbench.getByRole('textbox', { name: 'New prompt for owl' }).fill('an owl asleep');
  await workbench.keyboard.press('Enter');
  await expect(standing(workbench, '9 of 81 prompts')).toBeVisible();
  await workbench.getByText('an owl asleep', { exact: true }).dblclick();
  const field = workbench.getByRole('textbox', { name: 'Text of the prompt “an owl asleep”' });
  await field.fill(' ');
  await workbench.keyboard.press('Enter');
  await expect(workbench.getByText('A prompt needs a text.')).toBeVisible();
  await field.fill('an owl that wakes up');
  await workbench.keyboard.press('Enter');
  await expect(workbench.getByText('an owl that wakes up', { exact: true })).toBeVisible();
  await expect(workbench.getByTitle('First: an owl asleep')).toBeVisible();
  await workbench.keyboard.press('z');
  await expect(workbench.getByText('an owl asleep', { exact: true })).toBeVisible();

  // All that match the filter, at once; undone, and still there for the host.
  await workbench.keyboard.press('Control+a');
  await expect(standing(workbench, '9 prompts chosen')).toBeVisible();
  await workbench.getByRole('button', { name: 'Archive 9 prompts' }).click();
  await expect(workbench.getByRole('heading', { name: 'No prompt matches the filter' })).toBeVisible();
  await workbench.getByRole('button', { name: 'Undo' }).first().click();
  await expect(standing(workbench, '9 of 81 prompts')).toBeVisible();
  await workbench.reload();
  await expect(workbench.getByText('81 prompts for 10 classes · every class has some')).toBeVisible();

  await workbench.getByRole('button', { name: 'Generate images' }).click();
  await expect(workbench.getByRole('heading', { name: 'Generate', level: 1 })).toBeVisible();
  await step(workbench, 'Classes').click();
  await expect(workbench.getByRole('row', { name: /owl/ }).first()).toContainText('9');
  expect(complaints).toEqual([]);
});

test('a list is pasted: classes are added, and lines that cannot be used are named', async ({
  workbench,
  complaints,
}) => {
  await step(workbench, 'Prompts').click();
  await workbench.getByRole('button', { name: 'Paste or import prompts' }).click();
  const dialog = workbench.getByRole('dialog', { name: 'Paste or import prompts' });
  const list = [
    'class,prompt',
    'owl,an owl in the rain',
    '../x,a photo',
    `owl,${'x'.repeat(5000)}`,
    ',no class',
  ];
  await dialog.getByRole('textbox', { name: 'Prompts' }).fill(list.join('\n'));
  await expect(dialog.getByText('2 lines cannot be used')).toBeVisible();
  await expect(dialog.getByText('This one has 5,000.', { exact: false })).toBeVisible();
  await dialog.getByRole('checkbox', { name: /Add 1 class that/ }).uncheck({ force: true });
  await expect(dialog.getByText('There is no class "../x".')).toBeVisible();
  await dialog.getByRole('checkbox', { name: /Add 1 class that/ }).check({ force: true });
  await dialog.getByRole('button', { name: 'Add 2 prompts' }).click();
  await expect(workbench.getByText('2 prompts for 11 classes · 9 classes have none')).toBeVisible();
  await expect(workbench.getByRole('option', { name: '../x: 1 prompt' })).toBeVisible();
  expect(complaints).toEqual([]);
});

test('prompts are written, walked through, changed and archived by keyboard alone', async ({ workbench }) => {
  await expect(workbench.getByText('Menagerie').first()).toBeVisible();
  await workbench.keyboard.press('Alt+2');
  await expect(workbench.getByRole('heading', { name: 'No prompts yet' })).toBeVisible();
  await workbench.keyboard.press('w');
  const dialog = workbench.getByRole('dialog', { name: 'Write prompts' });
  await expect(dialog.getByRole('button', { name: 'Write 400 prompts' })).toBeEnabled();
  await dialog.getByRole('radio', { name: 'Plain' }).focus();
  await workbench.keyboard.press('Space');
  await expect(dialog.getByRole('button', { name: 'Write 10 prompts' })).toBeEnabled();
  await dialog.getByRole('button', { name: 'Write 10 prompts' }).focus();
  await workbench.keyboard.press('Enter');
  await expect(rows(workbench)).toHaveCount(10);

  await expect(table(workbench)).toBeFocused();
  await workbench.keyboard.press('ArrowDown');
  expect(await focusedText(workbench)).toBe('bat, the flying animal');

  // What is pointed at is a cell under a named column, and moves with the arrows.
  const cell = () =>
    table(workbench).evaluate((grid) => {
      const pointed = document.getElementById(grid.getAttribute('aria-activedescendant') ?? '');
      const place = pointed?.getAttribute('aria-colindex');
      return grid.querySelector(`[role=columnheader][aria-colindex="${place}"]`)?.textContent;
    });
  await workbench.setViewportSize({ width: 1680, height: 900 });
  expect(await cell()).toBe('Prompt');
  await workbench.keyboard.press('ArrowRight');
  await expect.poll(cell).toBe('Context');
  await workbench.keyboard.press('ArrowLeft');
  await expect.poll(cell).toBe('Prompt');
  await workbench.keyboard.press('Enter');
  await workbench.keyboard.type('a bat at night');
  await workbench.keyboard.press('Enter');
  await expect(workbench.getByText('a bat at night', { exact: true })).toBeVisible();
  await expect.poll(() => focusedText(workbench)).toBe('mouse, the animal');
  await workbench.keyboard.press('Shift+ArrowDown');
  await workbench.keyboard.press('Delete');
  await expect(standing(workbench, '8 prompts')).toBeVisible();
  await workbench.keyboard.press('z');
  await expect(standing(workbench, '10 prompts')).toBeVisible();
  await workbench.keyboard.press('n');
  await workbench.keyboard.type('a crane that stands still');
  await workbench.keyboard.press('Enter');
  await expect(standing(workbench, '11 prompts')).toBeVisible();
  await workbench.keyboard.press('Escape');
  await workbench.keyboard.press('/');
  await workbench.keyboard.type('still');
  await expect(rows(workbench)).toHaveCount(1);
});

test('words are replaced, prompts locked and named, all of it undone and done again', async ({
  workbench,
  cli,
  project,
  complaints,
}) => {
  cli('prompts', 'write', '--per-class', '4', '--project', project ?? '');
  await step(workbench, 'Prompts').click();
  await workbench.getByRole('option', { name: 'owl: 4 prompts' }).click();
  await table(workbench).focus();

  // The first prompt is locked: nothing but a change by hand changes it.
  await workbench.keyboard.press('l');
  await expect(rows(workbench).first().getByText('locked', { exact: true })).toBeAttached();
  await workbench.keyboard.press('Control+a');
  await expect(workbench.getByText('1 locked')).toBeVisible();
  await workbench.keyboard.press('r');
  const dialog = workbench.getByRole('dialog', { name: 'Find and replace' });
  const find = dialog.getByRole('textbox', { name: 'Find' });
  await dialog.getByRole('checkbox', { name: 'Regular expression' }).check({ force: true });
  await find.fill('owl(');
  await expect(dialog.getByText(/^This is not a regular expression/)).toBeVisible();
  // Without end: stopped beside the window, which goes on.
  await find.fill(String.raw`^(([^,])+.?)+!$`);
  await expect(dialog.getByText(/^This expression takes too long/)).toBeVisible();
  await find.fill(String.raw`\b(an )?owl\b`);
  await dialog.getByRole('textbox', { name: 'Replace with' }).fill('$1old owl');
  await expect(dialog.getByText('4 places in 4 prompts')).toBeVisible();
  await expect(dialog.getByText('1 locked prompt left out.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Change 3 prompts' }).click();
  await expect(dialog).toBeHidden();
  await expect(table(workbench).getByText(/old owl/)).toHaveCount(3);
  await expect(workbench.getByText('Changed 3 prompts', { exact: false })).toBeVisible();
  await table(workbench).focus();
  await workbench.keyboard.press('z');
  await expect(table(workbench).getByText(/old owl/)).toHaveCount(0);
  await workbench.keyboard.press('Shift+Z');
  await expect(table(workbench).getByText(/old owl/)).toHaveCount(3);

  // One style for all but the locked one; then cell by cell.
  await workbench.keyboard.press('Control+a');
  await workbench.keyboard.press('Shift+S');
  const naming = workbench.getByRole('dialog', { name: 'Style of 4 prompts' });
  await naming.getByRole('combobox', { name: 'Style' }).fill('woodcut');
  await naming.getByRole('button', { name: 'Set for 3 prompts' }).click();
  await table(workbench).focus();
  await workbench.keyboard.press('Home');
  await workbench.keyboard.press('Enter');
  await workbench.keyboard.type('an owl by hand');
  await workbench.keyboard.press('Tab');
  await expect(workbench.getByText('an owl by hand', { exact: true })).toBeVisible();
  await workbench.keyboard.type('attic');
  await workbench.keyboard.press('Enter');
  await expect(rows(workbench).first()).toContainText('attic');
  await workbench.reload();
  await workbench.getByRole('option', { name: 'owl: 4 prompts' }).click();
  await expect(rows(workbench).first()).toContainText('an owl by hand');
  await expect(rows(workbench).first()).toContainText('attic');
  await expect(table(workbench).getByText(/old owl/)).toHaveCount(3);

  // Archiving all leaves the locked one.
  await table(workbench).focus();
  await workbench.keyboard.press('Control+a');
  await workbench.getByRole('button', { name: 'Archive 3 prompts' }).click();
  await expect(rows(workbench)).toHaveCount(1);
  expect(complaints).toEqual([]);
});

test('writing anew shows what goes and what comes, and is undone at once', async ({
  workbench,
  cli,
  project,
  complaints,
}) => {
  cli('prompts', 'write', '--per-class', '4', '--project', project ?? '');
  await step(workbench, 'Prompts').click();
  await expect(standing(workbench, '40 prompts')).toBeVisible();
  const texts = async () =>
    (cli('prompts', 'list', '--project', project ?? '') as { text: string }[])
      .map(({ text }) => text)
      .toSorted();
  const before = await texts();
  await table(workbench).focus();
  await workbench.keyboard.press('l');
  await workbench.keyboard.press('w');
  const dialog = workbench.getByRole('dialog', { name: 'Write prompts' });
  await dialog.getByRole('textbox', { name: 'Prompts for each class' }).fill('4');
  await dialog.getByRole('button', { name: /Prompts that are there/ }).click();
  await workbench.getByRole('option', { name: 'Make room: write them anew' }).click();
  await expect(dialog.getByText(/ same, 1 spared$/)).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Seed' }).fill('5');
  await workbench.keyboard.press('Tab');
  const replace = dialog.getByRole('button', { name: /^Replace \d+ prompts by \d+$/ });
  await expect(replace).toBeEnabled();
  await expect(dialog.getByText(/^goes: /).first()).toBeAttached();
  await replace.click();
  await expect(dialog).toBeHidden();
  await expect(standing(workbench, '40 prompts')).toBeVisible();
  await expect.poll(texts).not.toEqual(before);
  // The latest change alone: that of the lock before it has a button as well.
  await table(workbench).focus();
  await workbench.keyboard.press('z');
  await expect.poll(texts).toEqual(before);
  expect(complaints).toEqual([]);
});

test('a language model writes stale prompts anew, one for one', async ({
  workbench,
  cli,
  project,
  complaints,
}) => {
  const server = await startFaultyServer({ answer: describingAnswers() });
  try {
    cli('language-models', 'add', 'here', '--url', server.baseUrl, '--model', 'tiny', '--usual');
    cli('prompts', 'write', '--class', 'owl', '--per-class', '4', '--project', project ?? '');
    cli('classes', 'phrase', 'owl', 'barn owl', '--project', project ?? '');
    await step(workbench, 'Prompts').click();
    await expect(workbench.getByText('4 stale prompts: ')).toBeVisible();
    await workbench.getByRole('button', { name: 'Write anew' }).click();
    const dialog = workbench.getByRole('dialog', { name: 'Write prompts' });
    await dialog.getByRole('button', { name: /Written by/ }).click();
    await workbench.getByRole('option', { name: 'here' }).click();
    await expect(dialog.getByText('Each prompt leaves the list as a new one comes.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Write stale prompts anew' }).click();
    await expect(workbench.getByText('prompts call the class otherwise')).toBeHidden({ timeout: 60_000 });
    const owls = cli('prompts', 'list', '--class', 'owl', '--project', project ?? '') as { text: string }[];
    expect(owls.map(({ text }) => text.includes('barn owl'))).toEqual([true, true, true, true]);
    expect(complaints).toEqual([]);
  } finally {
    await server.close();
  }
});

test('20,000 prompts open, are narrowed, and archived at once', async ({ workbench, cli, home, project }) => {
  test.setTimeout(300_000);
  const file = join(home, 'many.csv');
  const lines = Array.from(
    { length: 20_000 },
    (_, i) => `${i % 2 ? 'owl' : 'cat'},prompt number ${i} of many`,
  );
  await writeFile(file, ['class,prompt', ...lines].join('\n'));
  expect(cli('prompts', 'import', file, '--project', project ?? '')).toMatchObject({ added: 20_000 });
  await step(workbench, 'Prompts').click();
  await expect(standing(workbench, '20,000 prompts')).toBeVisible();
  expect(await rows(workbench).count()).toBeLessThan(80);
  await workbench.keyboard.press('End');
  await expect(workbench.getByText('prompt number 19999 of many')).toBeVisible();
  await workbench.getByRole('searchbox').fill('many 1999');
  await expect(standing(workbench, '12 of 20,000 prompts')).toBeVisible();
  await workbench.getByRole('button', { name: 'Clear' }).click();
  await workbench.getByRole('option', { name: 'owl: 10,000 prompts' }).click();
  await table(workbench).focus();
  await workbench.keyboard.press('Control+a');
  await workbench.keyboard.press('Delete');
  await expect(workbench.getByRole('heading', { name: 'No prompt matches the filter' })).toBeVisible();
  await workbench.getByRole('button', { name: 'Show all prompts' }).click();
  await expect(standing(workbench, '10,000 prompts')).toBeVisible();
});
