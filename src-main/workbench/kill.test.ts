import { createHash } from 'node:crypto';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { trainRequestSchema } from '../../src-shared/domain/training.ts';
import { createRandom } from '../../src-shared/random.ts';
import { silentLog } from '../log/log.ts';
import { createWorkbench } from './create-workbench.ts';

/** How many processes are killed; a long run for a release sets more. */
const KILLS = Number(process.env['VARIEGATE_KILLS'] ?? 8);
const PICTURES = 150;
/** Enough that the run outlasts the kills. */
const STEPS = 400 + 150 * KILLS;
/** Processes are found through /proc. */
const canRun = existsSync('/proc/self/task');

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

const childrenOf = (pid: number): number[] => {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean)
      .map(Number);
  } catch {
    return [];
  }
};

const script = fileURLToPath(new URL('./testing/resume-host.ts', import.meta.url));
const startHost = (location: string): ChildProcess =>
  spawn(process.execPath, [script, location], { stdio: 'inherit' });

const ended = (host: ChildProcess): Promise<number | null> =>
  host.exitCode !== null || host.signalCode !== null
    ? Promise.resolve(host.exitCode)
    : new Promise((resolve) => host.once('exit', resolve));

/**
 * Kills hosts and engines at random instants until enough have died, then lets the last host finish its work. Returns how many it
 * killed, which is fewer if the work was done before, and the exit code of the last host.
 */
async function killAgainAndAgain(location: string): Promise<{ killed: number; exitCode: number | null }> {
  const random = createRandom(7);
  let host = startHost(location);
  let killed = 0;
  while (killed < KILLS) {
    const pause = new Promise<'alive'>((resolve) =>
      setTimeout(resolve, random.between(500, 2000), 'alive' as const),
    );
    const exitCode = await Promise.race([ended(host), pause]);
    if (exitCode !== 'alive') return { killed, exitCode };
    const engines = childrenOf(host.pid!);
    // Every fourth time the engine: an item whose engine dies three times before it gets further is given up, rightly.
    const victim = killed % 4 === 1 && engines.length > 0 ? random.pick(engines) : host.pid!;
    process.kill(victim, 'SIGKILL');
    killed += 1;
    if (victim !== host.pid) continue;
    await ended(host);
    host = startHost(location);
  }
  return { killed, exitCode: await ended(host) };
}

/** What jobs and items say that failed. */
function failures(location: string): unknown[] {
  const db = new Database(join(location, 'project.sqlite'), { readonly: true });
  const rows = db.prepare("SELECT label, error FROM job_item WHERE status = 'failed' LIMIT 3").all();
  db.close();
  return rows;
}

test.skipIf(!canRun)(
  'whatever is killed at whatever instant, every picture is there once and the run ends',
  async () => {
    const location = await projectWithWork();
    const outcome = await killAgainAndAgain(location);
    expect({ ...outcome, failed: failures(location) }).toEqual({ killed: KILLS, exitCode: 0, failed: [] });

    const db = new Database(join(location, 'project.sqlite'), { readonly: true });
    const all = <Row>(sql: string): Row[] => db.prepare<[], Row>(sql).all();
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(all<{ n: number }>('SELECT count(*) AS n FROM image')).toEqual([{ n: PICTURES + 40 }]);
    for (const { sha256, format } of all<{ sha256: string; format: string }>(
      'SELECT sha256, format FROM image',
    )) {
      const bytes = await readFile(join(location, 'images', sha256.slice(0, 2), `${sha256}.${format}`));
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
      await sharp(join(location, 'thumbnails', sha256.slice(0, 2), `${sha256}.webp`)).stats();
    }
    expect(all('SELECT status, step, total_steps FROM run')).toEqual([
      { status: 'done', step: STEPS, total_steps: STEPS },
    ]);
    expect(all('SELECT DISTINCT status FROM job')).toEqual([{ status: 'done' }]);
    db.close();
    const files = await readdir(join(location, 'images'), { recursive: true, withFileTypes: true });
    expect(files.filter((entry) => entry.isFile())).toHaveLength(PICTURES + 40);
  },
  900_000,
);
