import { basename, dirname } from 'node:path';
import { UserError } from '../../src-shared/errors.ts';
import { errorCode } from './error-code.ts';

/** `folder/file`: enough to find it, nothing about where the user keeps it. */
export const shortName = (path: string): string => `${basename(dirname(path))}/${basename(path)}`;

const hasPath = (error: unknown): error is { readonly path: string } =>
  error instanceof Error && 'path' in error && typeof error.path === 'string';

/**
 * For a file that the system does not let be read ('EACCES', 'EIO', …); what is no system error comes back as it is. `path`: what was read,
 * in case that the error does not say it.
 */
export function explainUnreadable(error: unknown, path?: string): unknown {
  const code = errorCode(error);
  // Node's own errors begin with ERR_: they are about the program, not about the disk.
  if (code === undefined || !/^E(?!RR_)[A-Z0-9]+$/.test(code)) return error;
  const known = hasPath(error) ? error.path : path;
  const name = known === undefined ? 'A file' : shortName(known);
  return new UserError(
    'bad-input',
    `${name} cannot be read (${code}).`,
    'Check its permissions and the disk.',
  );
}
