import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { errorCode } from './error-code.ts';

/** A small JSON file that the program keeps for itself, such as a list of what a person has added. */
export interface KeptJson<T> {
  /** What of it can be read; null where there is none, or nothing of it can be. */
  read(): Promise<T | null>;
  /** Replaces it. One that this version cannot read whole, as a newer one may have written it, is put beside it under another name first. */
  write(value: T): Promise<void>;
}

export interface KeptJsonOptions<T> {
  /** Absolute; asked each time. */
  readonly path: () => string;
  /** What can be read. */
  readonly schema: z.ZodType<T>;
  /** What is read without a loss, where `schema` leaves out what it does not know. */
  readonly whole?: z.ZodType;
  /** Of the file, from its first moment on. Default 0644. */
  readonly mode?: number;
}

export function keptJson<T>({ path, schema, whole = schema, mode = 0o644 }: KeptJsonOptions<T>): KeptJson<T> {
  async function readAs<As>(form: z.ZodType<As>): Promise<As | null> {
    try {
      return form.parse(JSON.parse(await readFile(path(), 'utf8')));
    } catch {
      return null;
    }
  }
  return {
    read: () => readAs(schema),
    write: async (value) => {
      await mkdir(dirname(path()), { recursive: true });
      const part = `${path()}.${randomUUID()}.part`;
      try {
        await writeFile(part, JSON.stringify(value, null, 2), { mode, flag: 'wx' });
        if ((await readAs(whole)) === null) await putAside(path());
        await rename(part, path());
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
    },
  };
}

/** Keeps its mode, which may hide a secret. */
async function putAside(path: string): Promise<void> {
  const moment = new Date().toISOString().replaceAll(/[:.]/g, '-');
  try {
    await rename(path, `${path}.unreadable-${moment}`);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}
