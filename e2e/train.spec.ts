import { DRAWN_WORLD_NOTICE } from '../src-shared/domain/run.ts';
import { drawnTest as test, expect } from './fixtures.ts';
import { goTo, setNumber } from './steps.ts';

test('a training is set up, followed live, compared and its errors opened', async ({
  workbench,
  complaints,
}) => {
  test.setTimeout(300_000);
  await goTo(workbench, 'Train');
  await setNumber(workbench, 'Image size', 16);
  await setNumber(workbench, 'Batch', 16);
  await setNumber(workbench, 'Steps a run', 12);
  await workbench.getByRole('button', { name: /Optimizer, learning rate/ }).click();
  await setNumber(workbench, 'Validate every', 4);
  await workbench.getByRole('textbox', { name: 'Seeds' }).fill('1, two');
  await expect(workbench.getByText('Seeds are whole numbers', { exact: false }).first()).toBeVisible();
  await workbench.getByRole('textbox', { name: 'Seeds' }).fill('1');
  await workbench.getByRole('checkbox', { name: /^Synthetic only/ }).uncheck({ force: true });
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
  await workbench.getByRole('button', { name: 'Mixed' }).click();
  await workbench.getByRole('button', { name: 'Show the evaluation and errors of seed 1' }).click();
  const cell = workbench.getByRole('button', { name: /^[1-9]\d* of .* predicted as/ }).first();
  await cell.click();
  await expect(workbench.getByRole('heading', { name: 'Review' })).toBeAttached();
  await expect(workbench.getByText(/^\d+ images?: .*, test, seed 1$/)).toBeVisible();
  await expect(workbench.getByRole('gridcell').first()).toBeVisible();

  await goTo(workbench, 'Runs');
  await workbench.getByText('Differences to real only').click();
  await workbench.getByRole('button', { name: 'Export the table' }).click();
  await workbench.getByRole('menuitem', { name: 'CSV' }).click();
  const exported = workbench.getByRole('dialog', { name: 'Exported runs table' });
  const [download] = await Promise.all([
    workbench.waitForEvent('download'),
    exported.getByRole('link', { name: /^Download/ }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
  expect(complaints).toEqual([]);
});
