import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createProject } from '../project/open-project.ts';
import { temporaryFolder } from '../project/testing/temporary-project.ts';
import { withFreeName } from './free-name.ts';

test('names are counted up past the folders that are there, whatever they hold', async () => {
  await using parent = await temporaryFolder();
  const make = () => withFreeName('Demo', (name) => createProject({ folder: join(parent.path, name), name }));
  await mkdir(join(parent.path, 'Demo 2'));
  await writeFile(join(parent.path, 'Demo 2', 'notes.txt'), 'mine');
  for (const expected of ['Demo', 'Demo 3']) {
    const project = await make();
    expect(project.info.name).toBe(expected);
    await project.close();
  }
  expect((await readdir(parent.path)).sort()).toEqual(['Demo', 'Demo 2', 'Demo 3']);
});

test('other errors are passed on at once', async () => {
  let tries = 0;
  const failing = withFreeName('Demo', async () => {
    tries += 1;
    throw new Error('The disk is gone.');
  });
  await expect(failing).rejects.toThrow('The disk is gone.');
  expect(tries).toBe(1);
});
