import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { promisify } from 'node:util';
import { z } from 'zod';
import { errorCode } from '../../files/error-code.ts';

const run = promisify(execFile);

/** Which process, even after its number was given to another. */
export const processIdentitySchema = z.object({
  pid: z.number().int().positive(),
  /** Name of the computer. */
  host: z.string(),
  /** When the process started, in the system's own words; null where that cannot be found out. */
  startedAt: z.string().nullable(),
});
export type ProcessIdentity = z.infer<typeof processIdentitySchema>;

const START_TIME_FIELD = 22;
const STATE_FIELD = 3;

/** The fields of /proc/<pid>/stat by their number in proc(5); the name in field 2 may itself contain blanks and brackets. */
function statField(stat: string, field: number): string | undefined {
  const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return afterName[field - STATE_FIELD];
}

async function linuxStart(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const state = statField(stat, STATE_FIELD);
  // A zombie holds nothing any more.
  if (state === 'Z' || state === 'X') return null;
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
  return `${boot.trim()}/${statField(stat, START_TIME_FIELD) ?? ''}`;
}

async function macStart(pid: number): Promise<string | null> {
  const { stdout } = await run('ps', ['-o', 'lstart=', '-p', String(pid)], {
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
  });
  return stdout.trim() || null;
}

async function windowsStart(pid: number): Promise<string | null> {
  const command = `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`;
  const { stdout } = await run('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', command]);
  return stdout.trim() || null;
}

async function startOf(pid: number): Promise<string | null> {
  try {
    if (process.platform === 'linux') return await linuxStart(pid);
    if (process.platform === 'darwin') return await macStart(pid);
    if (process.platform === 'win32') return await windowsStart(pid);
  } catch {
    // Gone meanwhile, or the system does not tell: the number alone must do.
  }
  return null;
}

let own: Promise<ProcessIdentity> | undefined;

export function ownIdentity(): Promise<ProcessIdentity> {
  own ??= startOf(process.pid).then((startedAt) => ({ pid: process.pid, host: hostname(), startedAt }));
  return own;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, but belongs to somebody else.
    return errorCode(error) === 'EPERM';
  }
}

/** Whether that process still runs. A process on another computer counts as running: it cannot be asked. */
export async function isRunning({ pid, host, startedAt }: ProcessIdentity): Promise<boolean> {
  if (host !== hostname()) return true;
  if (!exists(pid)) return false;
  if (startedAt === null) return true;
  const actual = await startOf(pid);
  return process.platform === 'linux' || actual !== null ? actual === startedAt : true;
}
