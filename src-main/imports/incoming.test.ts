import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Database } from '../project/database.ts';
import { temporaryProject } from '../project/testing/temporary-project.ts';
import { clearIncoming, makeIncoming } from './incoming.ts';
import type { ImportSettings } from './import-settings.ts';

/** An import of this folder with two items, none of which was looked at. */
async function addImport(database: Database, root: string) {
  const settings: ImportSettings = {
    root,
    setId: 1,
    setName: 'Dropped',
    role: 'real',
    storage: 'copied',
    classes: [{ folder: 'cat', className: 'cat', classId: 1 }],
    splits: { kind: 'random', val: 0, test: 0, seed: 1 },
  };
  const jobId = await database.call('jobs.add', {
    kind: 'import',
    title: 'Import Dropped',
    settings,
    unit: 'images',
  });
  const items = ['a.png', 'b.png'].map((label) => ({ label, units: 1, payload: {} }));
  await database.call('jobs.addItems', { jobId, firstIndex: 0, items });
  await database.call('jobs.finishPlan', jobId);
  const pending = await database.call('jobs.pendingItems', { jobId, limit: 2, suspectsLast: false });
  return { jobId, items: pending.map(({ id }) => id) };
}

test('drops stay while an import waits for them, failed, or has failed items; the others go', async () => {
  await using t = await temporaryProject();
  const { project } = t;
  const { database } = project;
  const error = { code: 'internal', message: 'It broke.' } as const;
  const drop = async () => {
    const root = join(await makeIncoming(project), 'photos');
    await mkdir(root);
    await writeFile(join(root, 'a.png'), 'a');
    return { root, ...(await addImport(database, root)) };
  };
  const waiting = await drop();
  const failed = await drop();
  await database.call('jobs.fail', { jobId: failed.jobId, error });
  const partly = await drop();
  await database.call('jobs.completeItem', { itemId: partly.items[0]!, result: null });
  await database.call('jobs.failItem', { itemId: partly.items[1]!, error });
  await database.call('jobs.finish', partly.jobId);
  const done = await drop();
  for (const itemId of done.items) await database.call('jobs.completeItem', { itemId, result: null });
  await database.call('jobs.finish', done.jobId);
  const cancelled = await drop();
  await database.call('jobs.cancel', { jobId: cancelled.jobId, from: ['queued'] });

  await clearIncoming(project);
  for (const { root } of [waiting, failed, partly]) await access(root);
  for (const { root } of [done, cancelled]) await expect(access(root)).rejects.toThrow();
});
