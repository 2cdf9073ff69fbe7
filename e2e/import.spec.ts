import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from './fixtures.ts';
import { goTo } from './steps.ts';

/** Two class folders with six pictures each, one of them twice, and a text that calls itself a picture. */
async function writePictures(folder: string): Promise<void> {
  for (const [name, red] of [
    ['cats', 200],
    ['dogs', 40],
  ] as const) {
    await mkdir(join(folder, name), { recursive: true });
    for (let i = 0; i < 6; i++) {
      const background = { r: red, g: 30 * i, b: 90 };
      const picture = sharp({ create: { width: 24, height: 24, channels: 3, background } });
      await picture.png().toFile(join(folder, name, `${i}.png`));
    }
  }
  await copyFile(join(folder, 'cats/0.png'), join(folder, 'cats/again.png'));
  await writeFile(join(folder, 'dogs/broken.jpg'), 'this is a text');
}

test('a folder is imported: class names confirmed, duplicates and broken files reported', async ({
  workbench,
  home,
  complaints,
}) => {
  await writePictures(join(home, 'projects/pictures'));
  await workbench.getByRole('button', { name: 'Choose a folder' }).click();
  await workbench.getByRole('dialog').getByLabel('Name').fill('Pets');
  await workbench.keyboard.press('Enter');

  const dialog = workbench.getByRole('dialog', { name: 'Import real images' });
  await dialog.getByRole('row', { name: 'projects', exact: true }).click();
  await dialog.getByRole('row', { name: 'pictures', exact: true }).click();
  await dialog.getByRole('button', { name: 'Look through this folder' }).click();

  await dialog.getByLabel('Class of cats').fill('cat');
  await expect(dialog.getByText('2 classes, 2 of them new')).toBeVisible();
  await dialog.getByRole('checkbox', { name: 'Import dogs' }).uncheck();
  await expect(dialog.getByRole('button', { name: 'Import 7 images' })).toBeVisible();
  await dialog.getByRole('checkbox', { name: 'Import dogs' }).check();
  await dialog.getByRole('button', { name: 'Import 14 images' }).click();

  const report = workbench.getByRole('dialog', { name: /Import/ });
  await expect(report.getByText('1 file with the same content as another')).toBeVisible();
  await expect(report.getByText('broken.jpg')).toBeVisible();
  await report.getByRole('button', { name: 'Done' }).click();

  await goTo(workbench, 'Classes');
  await expect(workbench.getByRole('row', { name: /cat/ }).first()).toContainText('cat');
  await expect(workbench.getByRole('button', { name: 'Write prompts' })).toBeVisible();
  expect(complaints).toEqual([]);
});

test('images dropped on the home screen become a set of a new project', async ({ workbench, complaints }) => {
  const card = workbench.locator('section').filter({ hasText: 'My images' });
  await expect(card).toBeVisible();
  const dropped = await workbench.evaluateHandle(async () => {
    const transfer = new DataTransfer();
    for (const shade of ['#804020', '#208040', '#402080']) {
      const canvas = new OffscreenCanvas(16, 16);
      const context = canvas.getContext('2d');
      if (context) context.fillStyle = shade;
      context?.fillRect(0, 0, 12, 16);
      transfer.items.add(new File([await canvas.convertToBlob()], `${shade.slice(1)}.png`));
    }
    return transfer;
  });
  await card.dispatchEvent('dragover', { dataTransfer: dropped });
  await card.dispatchEvent('drop', { dataTransfer: dropped });
  await expect(workbench.getByRole('dialog', { name: 'New project' })).toBeVisible();
  await workbench.getByRole('dialog').getByLabel('Name').fill('Dropped');
  await workbench.keyboard.press('Enter');

  const dialog = workbench.getByRole('dialog', { name: 'Import real images' });
  await expect(dialog.getByText('3 pictures lie in no class folder', { exact: false })).toBeVisible();
  await dialog.getByLabel('Class of directly in the folder').fill('shade');
  await dialog.getByRole('button', { name: 'Import 3 images' }).click();
  await workbench.getByRole('button', { name: 'Look through them' }).click();
  await expect(workbench.getByRole('gridcell')).toHaveCount(3);
  expect(complaints).toEqual([]);
});
