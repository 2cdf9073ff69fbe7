import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from './fixtures.ts';

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

  await workbench.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name: 'Classes' }).click();
  await expect(workbench.getByRole('row', { name: /cat/ }).first()).toContainText('cat');
  await expect(workbench.getByRole('button', { name: 'Import generated images' })).toBeVisible();
  expect(complaints).toEqual([]);
});

test('dropped files become a set', async ({ workbench, home }) => {
  await writePictures(join(home, 'projects/pictures'));
  await workbench.keyboard.press('Control+k');
  await workbench.keyboard.type('new project');
  await workbench.keyboard.press('Enter');
  await workbench.getByRole('dialog').getByLabel('Name').fill('Dropped');
  await workbench.keyboard.press('Enter');
  await expect(workbench.getByRole('heading', { name: 'No classes yet' })).toBeVisible();
  const answer = await workbench.evaluate(async () => {
    const form = new FormData();
    const canvas = new OffscreenCanvas(16, 16);
    canvas.getContext('2d')?.fillRect(0, 0, 8, 8);
    form.append('file', await canvas.convertToBlob(), 'mine/cat/1.png');
    const response = await fetch('/drop', { method: 'POST', body: form });
    return (await response.json()) as { kind: string; name: string };
  });
  expect(answer).toMatchObject({ kind: 'drop' });
});
