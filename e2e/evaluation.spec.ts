import { drawnTest as test, expect } from './fixtures.ts';
import { goTo, press, tick } from './steps.ts';

test('a finished run shows its calibration and is measured further on request', async ({
  workbench,
  cli,
  project,
  complaints,
}) => {
  test.setTimeout(300_000);
  const short = ['--steps', '4', '--size', '16', '--batch', '8', '--recipe', 'real-only'];
  cli('train', ...short, '--project', project ?? '');
  await goTo(workbench, 'Runs');
  await expect(workbench.getByText('the test set was opened 1 time', { exact: false })).toBeVisible();
  await workbench.getByRole('button', { name: 'Real only', exact: true }).click();
  await workbench.getByRole('button', { name: 'Show settings, evaluation and errors of seed 1' }).click();

  await expect(workbench.getByRole('heading', { name: 'Evaluation of Real only, seed 1' })).toBeVisible();
  await expect(workbench.getByText('on test, 40 images', { exact: true })).toBeVisible();
  await expect(workbench.getByText('Calibration error')).toBeVisible();
  await expect(workbench.getByRole('table', { name: 'Accuracy by confidence' })).toBeAttached();
  await workbench.getByRole('radio', { name: /^Temperature/ }).click();

  const form = workbench.getByRole('region', { name: 'Evaluate on request' });
  await tick(form, /^Nearest neighbours/);
  await tick(form, /^Linear probe/);
  await press(form, 'Evaluate 40 images');
  await expect(workbench.getByRole('heading', { name: 'Features before the head' })).toBeVisible({
    timeout: 200_000,
  });
  await expect(workbench.getByRole('row', { name: /^This run/ })).toContainText('%');
  await expect(workbench.getByText('on val, 40 images', { exact: true })).toBeVisible();
  await expect(workbench.getByText('Learned from 80 real training images.', { exact: false })).toBeVisible();

  // Nothing sealed is opened unasked.
  await form.getByRole('button', { name: /Split/ }).click();
  await workbench.getByRole('option', { name: /^Test/ }).click();
  await expect(form.getByText('Opens the sealed test set; the project counts it.')).toBeVisible();
  await expect(workbench.getByText('the test set was opened 1 time', { exact: false })).toBeVisible();
  expect(complaints).toEqual([]);
});
