import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { UserError } from '../../../src-shared/errors.ts';
import { errorCode } from '../../files/error-code.ts';
import {
  ageInMs,
  createExclusively,
  type LockHolder,
  parseHolder,
  readIfThere,
  replaceFile,
} from './lock-file.ts';
import { isRunning, ownIdentity } from './process-identity.ts';
import { clearLeftovers, takeOver } from './takeover.ts';

export type { LockHolder } from './lock-file.ts';

/** A lock without a text that makes sense is being written, or its writer was killed: after this long it is the latter. */
const WRITING_MS = 5000;
const PATIENCE_MS = 15_000;
const RETRY_MS = 30;

const lockPath = (folder: string): string => join(folder, 'project.lock');

/** 'project-locked', with the holder for an entry that wants to connect to it instead. */
export class ProjectLockedError extends UserError {
  readonly holder: LockHolder | null;

  constructor(holder: LockHolder | null) {
    super('project-locked', lockedMessage(holder), lockedAdvice(holder));
    this.holder = holder;
  }
}

function lockedMessage(holder: LockHolder | null): string {
  if (!holder) return 'Another program, or another user, has this project open.';
  if (holder.pid === process.pid) return 'This project is already open here.';
  return `This project is already open: process ${holder.pid} on ${holder.host}, since ${holder.since}.`;
}

function lockedAdvice(holder: LockHolder | null): string {
  if (!holder) return 'Wait a moment, then try again.';
  if (holder.pid === process.pid) return 'Use the window in which it is open.';
  return `Close it there. If nothing runs on ${holder.host} any more, delete the file project.lock in the project folder.`;
}

export interface ProjectLock {
  /** Whether an earlier holder was killed before it could release the lock. */
  readonly recovered: boolean;
  /** Tells others where this holder can be reached. */
  advertise(address: string, token: string): Promise<void>;
  release(): Promise<void>;
}

function hold(path: string, holder: LockHolder, recovered: boolean): ProjectLock {
  let text = JSON.stringify(holder);
  return {
    recovered,
    advertise: async (address, token) => {
      const next = JSON.stringify({ ...holder, address, token } satisfies LockHolder);
      if ((await readIfThere(path)) !== text) throw new ProjectLockedError(null);
      await replaceFile(path, next);
      text = next;
    },
    release: async () => {
      if ((await readIfThere(path)) === text) await rm(path, { force: true });
    },
  };
}

type Look =
  | { state: 'free' }
  | { state: 'wait'; holder: LockHolder | null }
  | { state: 'stale'; text: string };

/** A lock that only another user may read has a holder that cannot be asked. */
async function readLock(path: string): Promise<string | null> {
  try {
    return await readIfThere(path);
  } catch (error) {
    if (errorCode(error) === 'EACCES') throw new ProjectLockedError(null);
    throw error;
  }
}

async function look(path: string): Promise<Look> {
  const text = await readLock(path);
  if (text === null) return { state: 'free' };
  const holder = parseHolder(text);
  if (holder) return (await isRunning(holder)) ? { state: 'wait', holder } : { state: 'stale', text };
  return (await ageInMs(path)) > WRITING_MS ? { state: 'stale', text } : { state: 'wait', holder: null };
}

/**
 * Takes the lock of a project folder, also from a holder that was killed. Rejects with ProjectLockedError if it is held, and with the
 * system's error (EROFS, EACCES, …) if the folder cannot be written.
 */
export async function acquireLock(folder: string): Promise<ProjectLock> {
  const path = lockPath(folder);
  const holder: LockHolder = {
    ...(await ownIdentity()),
    hold: randomUUID(),
    since: new Date().toISOString(),
    address: null,
    token: null,
  };
  const text = JSON.stringify(holder);
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    if (await createExclusively(path, text)) return hold(path, holder, false);
    const found = await look(path);
    if (found.state === 'wait' && found.holder) throw new ProjectLockedError(found.holder);
    if (found.state === 'stale' && (await takeOver(path, found.text, text))) {
      await clearLeftovers(path);
      return hold(path, holder, true);
    }
    await pause(RETRY_MS);
  }
  throw new ProjectLockedError(null);
}

/** Who has the project open right now; null if nobody has. */
export async function lockHolder(folder: string): Promise<LockHolder | null> {
  const found = await look(lockPath(folder));
  return found.state === 'wait' ? found.holder : null;
}
