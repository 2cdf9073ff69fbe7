import { nodeFlags } from '../../engine/process/node-flags.ts';
import { createHash } from 'node:crypto';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import sharp from 'sharp';
import { createRandom } from '../../../src-shared/random.ts';

/** How many processes are killed; a long run for a release sets more. */
export const killCount = (usual: number): number => Number(process.env['VARIEGATE_KILLS'] ?? usual);

/** Processes are found through /proc. */
export const canKill = existsSync('/proc/self/task');

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

const script = fileURLToPath(new URL('./resume-host.ts', import.meta.url));

interface StartedHost {
  readonly process: ChildProcess;
  /** It has got further than the host before it. */
  readonly atWork: Promise<void>;
}

function startHost(location: string): StartedHost {
  const host = spawn(process.execPath, [...nodeFlags, script, location], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const atWork = new Promise<void>((resolve) => host.stdout.once('data', () => resolve()));
  host.stdout.resume();
  return { process: host, atWork };
}

const ended = (host: ChildProcess): Promise<number | null> =>
  host.exitCode !== null || host.signalCode !== null
    ? Promise.resolve(host.exitCode)
    : new Promise((resolve) => host.once('exit', resolve));

const pause = (ms: number): Promise<'alive'> =>
  new Promise((resolve) => setTimeout(resolve, ms, 'alive' as const));

/**
 * Lets hosts work on the queue of a project and kills them and their engines at random instants, `pauseMs` after they got anywhere, until enough have died;
 * then lets the last host finish its work. Returns how many it killed, which is fewer if the work was done before, and the exit code of
 * the last host.
 */
export async function killAgainAndAgain(
  location: string,
  {
    kills,
    pauseMs,
    seed = 7,
  }: { kills: number; pauseMs: readonly [low: number, high: number]; seed?: number },
): Promise<{ killed: number; exitCode: number | null }> {
  const random = createRandom(seed);
  let host = startHost(location);
  let killed = 0;
  while (killed < kills) {
    // Every fifth time it may die before it has begun.
    if (killed % 5 !== 4) await Promise.race([host.atWork, ended(host.process)]);
    const exitCode = await Promise.race([ended(host.process), pause(random.between(...pauseMs))]);
    if (exitCode !== 'alive') return { killed, exitCode };
    const engines = childrenOf(host.process.pid!);
    // Every fourth time the engine: an item whose engine dies three times before it gets further is given up, rightly.
    const victim = killed % 4 === 1 && engines.length > 0 ? random.pick(engines) : host.process.pid!;
    process.kill(victim, 'SIGKILL');
    killed += 1;
    if (victim !== host.process.pid) continue;
    await ended(host.process);
    host = startHost(location);
  }
  return { killed, exitCode: await ended(host.process) };
}

/** Questions to the database of a project that no host has open. */
export function readProject<Row>(location: string, sql: string): Row[] {
  const db = new Database(join(location, 'project.sqlite'), { readonly: true });
  const rows = db.prepare<[], Row>(sql).all();
  db.close();
  return rows;
}

/** What items say that failed. */
export const failedItems = (location: string): unknown[] =>
  readProject(location, "SELECT label, error FROM job_item WHERE status = 'failed' LIMIT 3");

/** Every image of the project has its own bytes and a thumbnail; returns the images in the database and the files that lie there. */
export async function checkImageFiles(location: string): Promise<{ rows: number; files: number }> {
  const images = readProject<{ sha256: string; format: string }>(
    location,
    'SELECT sha256, format FROM image',
  );
  for (const { sha256, format } of images) {
    const bytes = await readFile(join(location, 'images', sha256.slice(0, 2), `${sha256}.${format}`));
    const actual = createHash('sha256').update(bytes).digest('hex');
    if (actual !== sha256) throw new Error(`The file ${sha256}.${format} holds other bytes.`);
    await sharp(bytes).stats();
    await sharp(join(location, 'thumbnails', sha256.slice(0, 2), `${sha256}.webp`)).stats();
  }
  const entries = await readdir(join(location, 'images'), { recursive: true, withFileTypes: true });
  return { rows: images.length, files: entries.filter((entry) => entry.isFile()).length };
}
