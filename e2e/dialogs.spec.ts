import { drawnTest as test, expect } from './fixtures.ts';
import { goTo } from './steps.ts';

test('what was typed in a dialog is not lost by a click beside it or by a key', async ({ workbench }) => {
  await expect(workbench.getByText('Menagerie').first()).toBeVisible();
  await workbench.keyboard.press('Control+k');
  await workbench.keyboard.type('new project');
  await workbench.keyboard.press('Enter');
  const dialog = workbench.getByRole('dialog', { name: 'New project' });
  await expect(dialog).toBeVisible();
  // Nothing typed: a click beside it closes it.
  await workbench.mouse.click(5, 400);
  await expect(dialog).toBeHidden();

  await workbench.keyboard.press('Control+k');
  await workbench.keyboard.type('new project');
  await workbench.keyboard.press('Enter');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Birds');
  await workbench.mouse.click(5, 400);
  await workbench.keyboard.press('Control+k');
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('Birds');
  await expect(workbench.getByRole('dialog', { name: 'Commands' })).toBeHidden();
  await workbench.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('kept images are exported, and the message is answered beside an open dialog', async ({
  workbench,
  complaints,
}) => {
  await goTo(workbench, 'Review');
  await expect(workbench.getByRole('grid', { name: 'Images' })).toBeFocused();
  await workbench.getByRole('button', { name: 'Export kept images' }).click();
  await expect(workbench.getByText('None of these images is kept.')).toBeVisible();

  // In full view a verdict is about the image that is seen, also after all were chosen.
  await workbench.getByRole('grid', { name: 'Images' }).focus();
  await workbench.keyboard.press('Control+a');
  await workbench.keyboard.press('Space');
  await expect(workbench.getByRole('region', { name: 'Full view' })).toBeVisible();
  await workbench.keyboard.press('p');
  await workbench.keyboard.press('Escape');
  await expect(workbench.getByText(/^kept 1 of 340 · 339 undecided/)).toBeVisible();

  await workbench.getByRole('button', { name: 'Export kept images' }).click();
  await workbench.getByRole('grid', { name: 'Images' }).focus();
  await workbench.keyboard.press('?');
  const keys = workbench.getByRole('dialog', { name: 'Keys' });
  await expect(keys).toBeVisible();
  await workbench.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(keys).toBeVisible();
  await workbench.keyboard.press('Escape');
  const exported = workbench.getByRole('dialog', { name: 'Exported images' });
  await expect(exported.getByText(/images-\d{4}-/).first()).toBeVisible();
  expect(complaints).toEqual([]);
});

test('a project whose jobs run is left only after asking', async ({ workbench, complaints }) => {
  const perform = async (command: string) => {
    await workbench.keyboard.press('Control+k');
    await workbench.keyboard.type(command);
    await workbench.keyboard.press('Enter');
  };
  await expect(workbench.getByText('Menagerie').first()).toBeVisible();
  await perform('draw a tutorial');
  const draw = workbench.getByRole('dialog', { name: 'Draw a tutorial data set' });
  // The first one is in the project already.
  await draw.getByRole('radiogroup', { name: 'Data set' }).getByRole('radio').nth(1).press('Space');
  await draw.getByRole('textbox', { name: 'Train', exact: true }).fill('900');
  await workbench.keyboard.press('Tab');
  await draw.getByRole('button', { name: /^Draw \d/ }).click();
  await expect(draw).toBeHidden();
  await expect(workbench.getByText(/ \/ [\d,]+ (images|pictures)/).first()).toBeVisible();

  await perform('close the project');
  const question = workbench.getByRole('alertdialog', { name: /is running. Pause it and close/ });
  await question.getByRole('button', { name: 'Stay' }).click();
  await expect(question).toBeHidden();
  await expect(workbench.getByRole('navigation', { name: 'Steps' })).toBeVisible();
  await perform('close the project');
  await question.getByRole('button', { name: 'Pause and close this project' }).click();
  await expect(workbench.getByRole('heading', { name: 'Recent projects' })).toBeVisible();
  await workbench.getByRole('button', { name: /^Menagerie/ }).click();
  await expect(workbench.getByRole('heading', { name: 'Classes', level: 1 })).toBeVisible();
  await expect(workbench.getByText(/paused/i).first()).toBeVisible();
  expect(complaints).toEqual([]);
});
