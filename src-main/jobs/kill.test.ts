import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createRandom } from '../../src-shared/random.ts';
import { createProject, openProject } from '../project/open-project.ts';
import { temporaryFolder } from '../project/testing/temporary-project.ts';

const program = fileURLToPath(new URL('./testing/store-files-process.ts', import.meta.url));
const ITEMS = 600;
const KILLS = 20;

interface Kill {
  /** After so many items of this process, or at its start if null. */
  items: number | null;
  thenMs: number;
}

/** Starts the process and kills it then; resolves with whether it came to its end before. */
async function runUntil(folder: string, kill: Kill): Promise<boolean> {
  const child = spawn(process.execPath, [program, folder, String(ITEMS)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const reached = new Promise<void>((resolve) => {
    if (kill.items === null) resolve();
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (kill.items !== null && output.length > kill.items) resolve();
    });
  });
  await Promise.race([closed, reached]);
  await Promise.race([closed, pause(kill.thenMs)]);
  child.kill('SIGKILL');
  await closed;
  expect(errors).toBe('');
  return output.endsWith('done\n');
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

test('killed at random instants, a job makes every file and row exactly once', {
  timeout: 300_000,
}, async () => {
  await using parent = await temporaryFolder();
  const folder = join(parent.path, 'project');
  await (await createProject({ folder, name: 'Killed' })).close();
  const random = createRandom(Date.now());
  for (let kill = 0; kill < KILLS; kill++) {
    const atStart = kill % 5 === 4;
    const finished = await runUntil(folder, {
      items: atStart ? null : random.integer(ITEMS / KILLS),
      thenMs: random.between(0, atStart ? 1000 : 20),
    });
    expect(finished).toBe(false);
  }
  expect(await runUntil(folder, { items: Infinity, thenMs: 0 })).toBe(true);

  const project = await openProject(folder);
  const { database, paths } = project;
  const { ids } = await database.call('images.index', {});
  const details = await database.call('images.details', ids);
  const names = Array.from({ length: ITEMS }, (_, n) => `item ${n}`);
  expect(details.map((image) => image.sourceName).sort()).toEqual(names.sort());
  const files = await filesIn(paths.images);
  expect(files).toHaveLength(ITEMS);
  expect(await filesIn(paths.thumbnails)).toHaveLength(ITEMS);
  for (const image of details) {
    const path = await project.imagePath(image.id);
    const bytes = await readFile(path ?? '');
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(image.sha256);
  }
  expect(await project.missingFiles()).toEqual([]);
  const [job] = await database.call('jobs.list');
  expect(job).toMatchObject({
    state: { status: 'done' },
    progress: { done: ITEMS, total: ITEMS, failed: 0 },
  });
  expect(await database.call('jobs.countResults', job?.id ?? 0)).toEqual({ made: ITEMS });
  await project.close();
});
