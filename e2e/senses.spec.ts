import type { Page } from '@playwright/test';
import { drawnTest as test, expect } from './fixtures.ts';
import { goTo, press } from './steps.ts';

const panelOf = (page: Page, name: string) => page.getByRole('region', { name: `Senses of ${name}` });

test('senses are found, voted on by real images, changed and pinned by keyboard', async ({
  workbench,
  complaints,
}) => {
  await goTo(workbench, 'Classes');
  await press(workbench, 'Find senses');
  const dialog = workbench.getByRole('dialog', { name: 'Find senses' });
  await expect(dialog.getByText('The lexicon knows 4 class names of 10 as ambiguous.')).toBeVisible();
  await dialog.getByRole('checkbox', { name: /^Pin the winner of a clear vote/ }).press('Space');
  await press(dialog, 'Find senses');
  await expect(dialog).toBeHidden();

  // The row tells that a person should decide, and opens.
  const toggle = workbench.getByRole('button', { name: 'Senses of crane: 2 senses, none is pinned' });
  await expect(toggle).toBeVisible();
  await toggle.press('Enter');
  const panel = panelOf(workbench, 'crane');
  const bird = panel.getByRole('listitem').filter({ hasText: 'crane, the bird' });
  await expect(bird.getByText('proposed by the images')).toBeVisible({ timeout: 60_000 });
  await expect(bird.getByText(/of the vote, 95 % interval/)).toBeAttached();
  await expect(bird.getByRole('img', { name: 'Real image that votes for' }).first()).toBeVisible();

  // Pinned, and changed: the prompt that says the old phrase becomes stale.
  await press(bird, 'Pin “crane, the bird”');
  await expect(bird.getByRole('button', { name: 'Unpin “crane, the bird”' })).toBeVisible();
  await expect(
    workbench.getByRole('button', { name: 'Senses of crane: pinned: crane, the bird' }),
  ).toBeVisible();
  await bird.getByRole('button', { name: 'Phrase: crane, the bird. Change it' }).press('Enter');
  const field = workbench.getByRole('textbox', { name: 'Phrase', exact: true });
  await field.fill(' ');
  await workbench.keyboard.press('Enter');
  await expect(panel.getByText('A prompt needs a text.')).toBeVisible();
  await field.fill('crane, the wading bird');
  await workbench.keyboard.press('Enter');
  await expect(
    workbench.getByRole('button', { name: 'Phrase: crane, the wading bird. Change it' }),
  ).toBeFocused();
  await expect(panel.getByText('changed since the vote')).toBeVisible();
  await expect(
    workbench.getByRole('button', { name: 'Prompts call crane “crane, the wading bird”. Change it' }),
  ).toBeVisible();

  // A sense of one's own: Enter adds it, and the field waits for the next.
  const phrase = panel.getByRole('textbox', { name: 'Phrase of a new sense of crane' });
  await phrase.fill('crane, the origami bird');
  await workbench.keyboard.press('Enter');
  await expect(panel.getByRole('button', { name: 'Pin “crane, the origami bird”' })).toBeVisible();
  await expect(phrase).toBeFocused();
  await phrase.fill('Crane, the ORIGAMI bird');
  await workbench.keyboard.press('Enter');
  await expect(workbench.getByText('The class has a sense "Crane, the ORIGAMI bird" already.')).toBeVisible();
  const remove = () => press(panel, 'Remove the sense “crane, the origami bird”');
  await remove();
  await expect(panel.getByRole('listitem')).toHaveCount(2);
  await press(workbench, 'Undo');
  await expect(panel.getByRole('listitem')).toHaveCount(3);
  await remove();
  await expect(panel.getByRole('listitem')).toHaveCount(2);

  await press(panel, 'Vote again');
  await expect(panel.getByText('changed since the vote')).toBeHidden({ timeout: 60_000 });
  await press(workbench, 'Senses of crane: pinned: crane, the wading bird');
  await expect(panel).toBeHidden();
  expect(complaints).toEqual([]);
});

test('a class without real images is put to the person; stale prompts are one press away', async ({
  workbench,
  cli,
  project,
  complaints,
}) => {
  await goTo(workbench, 'Classes');
  cli('classes', 'add', 'Palms', '--project', project ?? '');
  cli('prompts', 'write', '--recipe', 'plain', '--class', 'Palms', '--project', project ?? '');
  await press(workbench, /^Senses of Palms/);
  const panel = panelOf(workbench, 'Palms');
  await press(panel, 'Find senses of Palms');
  await expect(panel.getByText('no real train image that could vote')).toBeVisible({ timeout: 60_000 });
  await press(panel, 'Pin “palm, the tree”');
  await expect(panel.getByText('1 prompt of this class was written with another phrase.')).toBeVisible();
  await press(panel, 'Show stale prompts');
  await expect(workbench.getByRole('grid', { name: 'Prompts' }).locator('[data-place]')).toHaveCount(1);
  expect(complaints).toEqual([]);
});

test('previews of senses appear as they are made, and those that are there stay when they are stopped', async ({
  workbench,
  complaints,
}) => {
  await goTo(workbench, 'Classes');
  await press(workbench, 'Find senses');
  await press(workbench.getByRole('dialog', { name: 'Find senses' }), 'Find senses');
  await press(workbench, 'Senses of crane: 2 senses, none is pinned');
  const panel = panelOf(workbench, 'crane');
  await press(panel, 'Generate previews');
  const made = panel.getByRole('img', { name: /^Generated/ });
  await expect(made).toHaveCount(4, { timeout: 120_000 });
  await press(panel, 'Stop previews');
  await expect(panel.getByRole('button', { name: 'Generate previews' })).toBeVisible();
  await expect(made).toHaveCount(4);
  expect(complaints).toEqual([]);
});
