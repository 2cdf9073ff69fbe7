import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { trainRequestSchema } from '../../src-shared/domain/training.ts';
import { silentLog } from '../log/log.ts';
import { createWorkbench } from './create-workbench.ts';
import {
  canKill,
  checkImageFiles,
  failedItems,
  killAgainAndAgain,
  killCount,
  readProject,
} from './testing/kill-hosts.ts';

const KILLS = killCount(8);
const PICTURES = 150;
/** Enough that the run outlasts the kills. */
const STEPS = 400 + 150 * KILLS;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'variegate-kill-'));
  process.env['VARIEGATE_HOME'] = join(folder, 'home');
  process.env['VARIEGATE_PROJECTS'] = join(folder, 'projects');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** `tint` keeps the pictures of two folders apart: equal files are stored once. */
async function makePictures(parent: string, count: number, tint: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const path = join(parent, n % 2 === 0 ? 'warm' : 'cold', `${n}.png`);
    await mkdir(join(path, '..'), { recursive: true });
    const background = n % 2 === 0 ? { r: 200, g: n, b: tint } : { r: tint, g: n, b: 200 };
    await sharp({ create: { width: 32, height: 32, channels: 3, background } })
      .png()
      .toFile(path);
  }
}

/** A project whose queue holds an import and, behind it on the other lane, a training on pictures that are already in. */
async function projectWithWork(): Promise<string> {
  const workbench = await createWorkbench({ entry: 'cli', version: '0', log: silentLog, control: null });
  const { location } = await workbench.projects.create({ name: 'Killed' });
  await makePictures(join(folder, 'real'), 40, 20);
  const start = async (name: string, role: 'real' | 'synthetic') =>
    workbench.imports.start({
      sourceId: await workbench.registerSource(join(folder, name)),
      role,
      setName: name,
      storage: 'copied',
      mapping: ['warm', 'cold'].map((entry) => ({ folder: entry, className: entry })),
      splits: { kind: 'random', val: 0.2, test: 0.2, seed: 1 },
      styleCoverage: 'unknown',
    });
  const real = await start('real', 'real');
  while ((await workbench.jobs.get(real.jobId)).state.status !== 'done') {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await makePictures(join(folder, 'more'), PICTURES, 60);
  await workbench.training.start(
    trainRequestSchema.parse({
      name: 'Killed',
      realSetId: real.setId,
      recipes: ['real-only'],
      seeds: [1],
      settings: {
        imageSize: 16,
        batchSize: 8,
        budget: { kind: 'steps', steps: STEPS },
        validateEvery: 20,
        checkpointSeconds: 1,
      },
    }),
  );
  await start('more', 'synthetic');
  await workbench.close();
  return location;
}

test.skipIf(!canKill)(
  'whatever is killed at whatever instant, every picture is there once and the run ends',
  async () => {
    const location = await projectWithWork();
    const outcome = await killAgainAndAgain(location, { kills: KILLS, pauseMs: [100, 1400] });
    expect({ ...outcome, failed: failedItems(location) }).toEqual({ killed: KILLS, exitCode: 0, failed: [] });
    expect(readProject(location, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(await checkImageFiles(location)).toEqual({ rows: PICTURES + 40, files: PICTURES + 40 });
    expect(readProject(location, 'SELECT status, step, total_steps FROM run')).toEqual([
      { status: 'done', step: STEPS, total_steps: STEPS },
    ]);
    expect(readProject(location, 'SELECT DISTINCT status FROM job')).toEqual([{ status: 'done' }]);
  },
  900_000,
);
