import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createExclusively, readIfThere, replaceFile } from './lock-file.ts';
import { isRunning, ownIdentity, processIdentitySchema } from './process-identity.ts';

/**
 * Replacing a dead holder's lock without a race. Whoever wants to must first claim that very lock, by making the file
 * `<lock>.claim-<digest of its text>-<n>`, n being the first number all of whose predecessors belong to dead processes. So at most one
 * living process holds the claim; it looks whether the lock is still the same, replaces it in one step, and drops the claim. One
 * that comes late finds another text in the lock and goes away.
 */
const claimPrefix = (lock: string, staleText: string): string =>
  `${lock}.claim-${createHash('sha256').update(staleText).digest('hex').slice(0, 16)}-`;

async function claimantRuns(path: string): Promise<boolean> {
  const text = await readIfThere(path);
  if (text === null) return true;
  try {
    return await isRunning(processIdentitySchema.parse(JSON.parse(text)));
  } catch {
    return false;
  }
}

async function dropClaims(prefix: string, last: number): Promise<void> {
  for (let n = 0; n <= last; n++) await rm(`${prefix}${n}`, { force: true });
}

/** Returns whether the lock is now `newText`. False: somebody else is at it; look at the lock again. */
export async function takeOver(lock: string, staleText: string, newText: string): Promise<boolean> {
  const prefix = claimPrefix(lock, staleText);
  const claim = JSON.stringify(await ownIdentity());
  for (let n = 0; ; n++) {
    if (await createExclusively(`${prefix}${n}`, claim)) {
      try {
        if ((await readIfThere(lock)) !== staleText) return false;
        await replaceFile(lock, newText);
        return true;
      } finally {
        await dropClaims(prefix, n);
      }
    }
    if (await claimantRuns(`${prefix}${n}`)) return false;
  }
}

/** Removes what killed claimants and writers left; only for the holder of the lock. */
export async function clearLeftovers(lock: string): Promise<void> {
  const folder = dirname(lock);
  const names = await readdir(folder);
  const leftovers = names.filter(
    (name) => name.startsWith(`${basename(lock)}.`) && (name.includes('.claim-') || name.endsWith('.part')),
  );
  for (const name of leftovers) await rm(join(folder, name), { force: true });
}
