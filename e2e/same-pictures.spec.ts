import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import sharp from 'sharp';
import { expect } from './fixtures.ts';
import { chooseModel, generatingTest } from './generate-screen.ts';
import { goTo, setNumber } from './steps.ts';

interface MadeImage {
  readonly seed: number;
  readonly caption: string;
  readonly sha256: string;
}

/** Pixels of a set's generated images, each under its prompt and seed. */
async function picturesOf(project: string, setName: string): Promise<ReadonlyMap<string, Buffer>> {
  const database = new Database(join(project, 'project.sqlite'), { readonly: true });
  const made = database
    .prepare<[string], MadeImage>(
      `SELECT seed, caption, sha256 FROM image
       JOIN generated_image ON image_id = image.id JOIN image_set ON image_set.id = set_id
       WHERE image_set.name = ?`,
    )
    .all(setName);
  database.close();
  const pictures = made.map(async ({ seed, caption, sha256 }) => {
    const file = join(project, 'images', sha256.slice(0, 2), `${sha256}.png`);
    return [`${seed} ${caption}`, await sharp(file).raw().toBuffer()] as const;
  });
  return new Map(await Promise.all(pictures));
}

/** A copy of the project for the terminal alone, made before the workbench holds it. */
const test = generatingTest.extend<{ twin: string }>({
  twin: async ({ home }, use) => use(join(home, 'twin')),
  project: async ({ project, twin }, use) => {
    await cp(project ?? '', twin, { recursive: true });
    await use(project);
  },
});

test('browser and terminal make the same pictures, whatever the batch size', async ({
  workbench,
  project,
  twin,
  cli,
}) => {
  test.setTimeout(300_000);
  await goTo(workbench, 'Generate');
  await chooseModel(workbench, 'tiny');
  await setNumber(workbench, 'Images for each class', 1);
  await setNumber(workbench, 'Steps', 4);
  await setNumber(workbench, 'Seed', 7);
  await workbench.getByRole('textbox', { name: 'Set', exact: true }).fill('Made in the browser');
  await workbench.getByRole('button', { name: 'Generate 10 images' }).click();
  await expect(workbench.getByRole('button', { name: 'Score and filter' })).toBeVisible({ timeout: 120_000 });
  const expected = await picturesOf(project ?? '', 'Made in the browser');
  expect(expected.size).toBe(10);

  for (const batch of ['1', '4', '8']) {
    const setName = `Batch of ${batch}`;
    const settings = ['--images', '1', '--steps', '4', '--seed', '7', '--batch', batch];
    cli('generate', '--project', twin, '--model', 'tiny', '--set', setName, ...settings);
    const pictures = await picturesOf(twin, setName);
    expect([...pictures.keys()].sort()).toEqual([...expected.keys()].sort());
    for (const [name, pixels] of pictures) {
      const levels = pixels.map((value, i) => Math.abs(value - expected.get(name)![i]!));
      expect(Math.max(...levels), name).toBeLessThanOrEqual(1);
    }
  }
});
