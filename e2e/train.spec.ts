import { DRAWN_WORLD_NOTICE } from '../src-shared/domain/run.ts';
import { drawnTest as test, expect } from './fixtures.ts';
import { goTo, press, setNumber, tick } from './steps.ts';

test('a training is set up, followed live, compared and its errors opened', async ({
  workbench,
  complaints,
}) => {
  test.setTimeout(300_000);
  await goTo(workbench, 'Train');
  await setNumber(workbench, 'Image size', 16);
  await setNumber(workbench, 'Batch', 16);
  await setNumber(workbench, 'Steps a run', 12);
  await setNumber(workbench, 'Validate every', 4);
  await workbench.getByRole('textbox', { name: 'Seeds' }).fill('1, two');
  await expect(workbench.getByText('Seeds are whole numbers', { exact: false }).first()).toBeVisible();
  await workbench.getByRole('textbox', { name: 'Seeds' }).fill('1');
  await tick(workbench, /^Synthetic only/);
  await expect(workbench.getByText('Training images by class')).toBeVisible();
  await workbench.getByRole('button', { name: 'Start 2 runs' }).click();

  await expect(workbench.getByRole('radio', { name: /Real only, seed 1/ })).toBeVisible();
  await expect(workbench.getByText(DRAWN_WORLD_NOTICE).first()).toBeVisible();
  await expect(workbench.getByRole('radio', { name: /Mixed, seed 1.*test/ })).toBeVisible({
    timeout: 240_000,
  });

  await goTo(workbench, 'Runs');
  await expect(workbench.getByRole('columnheader', { name: /blueprint.*held-out style/ })).toBeVisible();
  await expect(workbench.getByText(DRAWN_WORLD_NOTICE).first()).toBeVisible();
  await workbench.getByRole('button', { name: 'Mixed', exact: true }).click();
  await workbench.getByRole('button', { name: 'Show settings, evaluation and errors of seed 1' }).click();
  const cell = workbench.getByRole('button', { name: /^[1-9]\d* of .* predicted as/ }).first();
  await cell.click();
  await expect(workbench.getByRole('heading', { name: 'Review' })).toBeAttached();
  await expect(workbench.getByText(/^\d+ images?: .*, test, seed 1$/)).toBeVisible();
  await expect(workbench.getByRole('gridcell').first()).toBeVisible();

  await goTo(workbench, 'Runs');
  await workbench.getByText('Intervals of the differences').click();
  await workbench.getByRole('button', { name: 'Export the table' }).click();
  await workbench.getByRole('menuitem', { name: 'CSV' }).click();
  await workbench.getByRole('button', { name: 'Show', exact: true }).click();
  const exported = workbench.getByRole('dialog', { name: 'Exported runs table' });
  const [download] = await Promise.all([
    workbench.waitForEvent('download'),
    exported.getByRole('link', { name: /^Download/ }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
  expect(complaints).toEqual([]);
});

test('a run of two stages is set up by keyboard, paused, resumed, followed and cloned', async ({
  workbench,
  complaints,
}) => {
  test.setTimeout(300_000);
  const plan = workbench.getByRole('complementary', { name: 'Plan' });
  await goTo(workbench, 'Train');
  await setNumber(workbench, 'Image size', 16);
  await setNumber(workbench, 'Steps a run', 240);
  await setNumber(workbench, 'Validate every', 40);
  await workbench.getByRole('textbox', { name: 'Seeds' }).fill('1');
  for (const name of [/^Synthetic only/, /^Mixed/, /^Bridged\+\+/]) await tick(workbench, name);
  await expect(workbench.getByText('2. Real images, new head, 120 steps, peak rate × 0.5')).toBeVisible();
  await expect(workbench.getByRole('checkbox', { name: /^Linear probe/ })).toBeDisabled();

  await setNumber(workbench, 'Batch', 1);
  await expect(workbench.getByText('At least 2.', { exact: true })).toBeVisible();
  await expect(plan.getByText('Batch: at least 2.')).toBeVisible();
  await setNumber(workbench, 'Batch', 16);

  const regularisation = workbench.getByRole('button', { name: /^Regularisation/ });
  await press(workbench, /^Regularisation/);
  await tick(workbench, /^Weight average/);
  await setNumber(workbench, 'CutMix', 1);
  await press(workbench, /^Regularisation/);
  await expect(regularisation).toHaveText(/Pad, crop and flip, CutMix 1, EMA 0\.999$/);
  await expect(plan.getByText('Pad, crop and flip, CutMix 1, EMA 0.999')).toBeVisible();

  await press(workbench, 'Start 2 runs');
  const training = workbench.getByRole('region', { name: 'Training of Menagerie' });
  await press(training, 'Pause');
  await expect(training.getByRole('button', { name: /^Resume/ })).toBeVisible({ timeout: 120_000 });
  await press(training, /^Resume [\d,]+ steps$/);
  const finished = workbench.getByRole('radio', { name: /Bridged\+\+, seed 1.*test/ });
  await expect(finished).toBeVisible({ timeout: 240_000 });
  await finished.press('Space');
  await expect(workbench.getByText('Stage 2: real images, new head').first()).toBeVisible();
  await expect(workbench.getByText('Synthetic images', { exact: true })).toBeVisible();
  await expect(workbench.getByRole('application', { name: 'Learning rate' })).toBeVisible();

  await goTo(workbench, 'Runs');
  await press(workbench, 'Clone Bridged++ with changes');
  const cloned = plan.getByRole('region', { name: 'Cloned settings' });
  await expect(cloned.getByText('Menagerie: Bridged++, seed 1')).toBeVisible();
  await expect(cloned.getByText('Nothing is changed yet', { exact: false })).toBeVisible();
  await setNumber(workbench, 'Batch', 8);
  await expect(cloned.getByText('Batch: 8, was 16')).toBeVisible();
  await expect(workbench.getByRole('button', { name: 'Start 1 run' })).toBeEnabled();
  expect(complaints).toEqual([]);
});
