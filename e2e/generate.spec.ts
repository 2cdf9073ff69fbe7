import { expect } from './fixtures.ts';
import { chooseModel, generatingTest as test } from './generate-screen.ts';
import { goTo, setNumber } from './steps.ts';

test('images are set up, tried, made, looked at, and their settings taken over', async ({
  workbench,
  complaints,
}) => {
  test.setTimeout(300_000);
  await goTo(workbench, 'Generate');
  await chooseModel(workbench, 'tiny');
  await setNumber(workbench, 'Images for each class', 3);
  await setNumber(workbench, 'Steps', 4);
  const start = workbench.getByRole('button', { name: 'Generate 30 images' });
  await expect(start).toBeEnabled();

  const trying = workbench.getByRole('region', { name: 'Try one prompt' });
  await trying.getByRole('textbox', { name: 'Prompt' }).fill('a crane at dusk');
  await trying.getByRole('button', { name: 'Try it' }).click();
  await expect(trying.getByRole('img', { name: 'Generated from “a crane at dusk”' })).toBeVisible();
  await expect(trying.getByText(/of 20 tokens/)).toBeVisible();

  await workbench.getByRole('textbox', { name: 'Set', exact: true }).fill('First try');
  await start.click();
  const job = workbench.getByRole('region', { name: 'Generate 30 images into First try' });
  await expect(job.getByRole('button', { name: 'Score and filter' })).toBeVisible({ timeout: 120_000 });
  await expect(workbench.getByRole('button', { name: /^Look at image \d+:/ })).toHaveCount(30);

  await job.getByRole('button', { name: 'Score and filter' }).click();
  await workbench.getByRole('gridcell').first().click();
  const information = workbench.getByRole('complementary', { name: 'Information' });
  await expect(information.getByText('DDIM', { exact: true })).toBeVisible();
  const prompt = await information.getByRole('paragraph').first().innerText();
  await information.getByRole('button', { name: 'Use these settings' }).click();
  await expect(trying.getByRole('textbox', { name: 'Prompt' })).toHaveValue(prompt);
  expect(complaints).toEqual([]);
});

test('a plan says what stands against it, and a top-up has nothing to do when nothing is missing', async ({
  workbench,
}) => {
  await goTo(workbench, 'Generate');
  await chooseModel(workbench, 'tiny');
  await workbench.getByRole('checkbox', { name: 'All classes' }).uncheck({ force: true });
  await expect(workbench.getByText('Choose at least one class.')).toBeVisible();
  await workbench.getByRole('checkbox', { name: /^cat/ }).check({ force: true });
  await setNumber(workbench, 'Images for each class', 2);
  await setNumber(workbench, 'Steps', 2);
  await workbench.getByRole('button', { name: 'Generate 2 images' }).click();
  await expect(workbench.getByRole('button', { name: 'Score and filter' })).toBeVisible();
  await workbench.getByRole('radio', { name: 'Set up' }).click();
  await workbench.getByRole('radio', { name: 'Top up' }).click();
  await setNumber(workbench, 'Wanted for each class', 2);
  await expect(workbench.getByText('Nothing is missing', { exact: false })).toBeVisible();
  await setNumber(workbench, 'Wanted for each class', 5);
  await expect(workbench.getByRole('button', { name: 'Generate 3 images' })).toBeEnabled();
});
