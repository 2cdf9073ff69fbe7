import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { UserError } from '../../src-shared/errors.ts';
import { errorCode } from './error-code.ts';
import { isLfsPointer, lfsAdvice } from './lfs-pointer.ts';
import { explainUnreadable, shortName } from './unreadable-file.ts';

/** Python's json module writes NaN and Infinity, which JSON does not have. Strings stay as they are. */
const withoutPythonNumbers = (text: string): string =>
  /NaN|Infinity/.test(text)
    ? text.replaceAll(
        /("(?:[^"\\]|\\.)*")|(-?)Infinity|NaN/g,
        (match: string, quoted?: string, sign?: string) => {
          if (quoted !== undefined) return match;
          return match === 'NaN' ? 'null' : `${sign ?? ''}1e999`;
        },
      )
    : text;

function parse(path: string, bytes: Buffer): unknown {
  const name = shortName(path);
  if (isLfsPointer(bytes)) {
    throw new UserError('bad-input', `${name} is a Git LFS pointer, not the file itself.`, lfsAdvice);
  }
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  if (text.trim() === '') {
    throw new UserError('bad-input', `${name} is empty.`, 'Download or export it again.');
  }
  try {
    return JSON.parse(withoutPythonNumbers(text));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError('bad-input', `${name} is not valid JSON: ${reason}.`, 'Download or export it again.');
  }
}

function check<T>(path: string, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue && issue.path.length > 0 ? ` at "${issue.path.join('.')}"` : '';
  throw new UserError(
    'bad-input',
    `${shortName(path)} does not hold what it should${where}: ${issue?.message ?? 'unreadable'}.`,
    'Download or export it again.',
  );
}

/** Undefined when there is no such file. Otherwise as `readJson`. */
export async function readJsonIfThere<T>(path: string, schema: z.ZodType<T>): Promise<T | undefined> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw explainUnreadable(error, path);
  }
  return check(path, schema, parse(path, bytes));
}

/** Throws a `UserError`: 'not-found' when the file is missing, 'bad-input' when it is unreadable, no JSON or not what `schema` says. */
export async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  const value = await readJsonIfThere(path, schema);
  if (value !== undefined) return value;
  throw new UserError(
    'not-found',
    `The file ${shortName(path)} is missing.`,
    'Copy or download it into the folder.',
  );
}
