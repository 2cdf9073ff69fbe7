import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { HostEvent } from '../../src-shared/api/services.ts';
import { trainingSettingsSchema } from '../../src-shared/domain/training.ts';
import { silentLog } from '../log/log.ts';
import { runFolder } from '../project/files.ts';
import { temporaryProject } from '../project/testing/temporary-project.ts';
import { followJobs } from './follow-jobs.ts';
import { runFiles } from './run/task.ts';

test('a cancelled job leaves no checkpoint, nor that of a learning rate that was tried; a paused one does', async () => {
  await using temporary = await temporaryProject();
  const { project } = temporary;
  const { database } = project;
  const { jobId, runIds } = await database.call('runs.enqueue', {
    job: { kind: 'train', title: 'Train', settings: {}, unit: 'steps' },
    runs: [
      {
        experiment: 'first',
        recipe: 'real-only',
        seed: 1,
        settings: trainingSettingsSchema.parse({}),
        realSetId: 1,
        syntheticSetIds: [],
        images: { real: 1, synthetic: 0 },
        digests: { data: 'd', synthetic: 's' },
        classNames: ['cat', 'dog'],
        totalSteps: 10,
        drawn: false,
      },
    ],
  });
  const folder = runFolder(project, runIds[0]!);
  const [checkpoint, model] = [join(folder, runFiles.checkpoint), join(folder, runFiles.model)];
  const tried = join(folder, 'rates', '0', runFiles.checkpoint);
  await mkdir(dirname(tried), { recursive: true });
  for (const path of [checkpoint, tried, model]) await writeFile(path, 'weights');
  const events: HostEvent[] = [];
  const follow = followJobs({ project, emit: (event) => events.push(event), log: silentLog });
  const tell = async () => follow({ type: 'job', job: (await database.call('jobs.get', jobId))! });

  await database.call('jobs.pause', { jobId, from: ['queued'], reason: 'user' });
  await tell();
  expect([checkpoint, tried].map(existsSync)).toEqual([true, true]);
  await database.call('jobs.cancel', { jobId, from: ['paused'] });
  await tell();
  await tell();
  await expect.poll(() => [checkpoint, join(folder, 'rates')].map(existsSync)).toEqual([false, false]);
  expect(existsSync(model)).toBe(true);
  expect(events).toEqual([{ type: 'runs' }, { type: 'runs' }]);
});
