import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { errorCode } from '../../files/error-code.ts';
import { processIdentitySchema } from './process-identity.ts';

/** What stands in `project.lock`. */
export const lockHolderSchema = processIdentitySchema.extend({
  /** Tells two holds by the same process apart. */
  hold: z.string(),
  since: z.string(),
  /** Where the holder can be reached, and with which token; null until it listens. */
  address: z.string().nullable(),
  token: z.string().nullable(),
});
export type LockHolder = z.infer<typeof lockHolderSchema>;

const OWNER_ONLY = 0o600;

/** Null if there is no such file. */
export async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Null for what is no lock: a lock that was being written when its writer was killed. */
export function parseHolder(text: string): LockHolder | null {
  try {
    return lockHolderSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

async function withPart<T>(path: string, text: string, use: (part: string) => Promise<T>): Promise<T> {
  const part = `${path}.${randomUUID()}.part`;
  try {
    await writeFile(part, text, { mode: OWNER_ONLY, flag: 'wx' });
    return await use(part);
  } finally {
    await rm(part, { force: true });
  }
}

async function linkOrWrite(part: string, path: string, text: string): Promise<boolean> {
  try {
    await link(part, path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
  }
  // No hard links here (exFAT, some network drives): then the file exists for a moment before it has its text.
  try {
    await writeFile(path, text, { mode: OWNER_ONLY, flag: 'wx' });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Makes the file, complete, unless there is one; returns whether it did. */
export const createExclusively = (path: string, text: string): Promise<boolean> =>
  withPart(path, text, (part) => linkOrWrite(part, path, text));

export const replaceFile = (path: string, text: string): Promise<void> =>
  withPart(path, text, (part) => rename(part, path));

export async function ageInMs(path: string): Promise<number> {
  try {
    return Date.now() - (await stat(path)).mtimeMs;
  } catch {
    return 0;
  }
}
