import { errorCode } from './error-code.ts';
import type { StorageFailure } from './ingest-types.ts';

const reasons: Record<string, string> = {
  ENOSPC: 'The disk of the project is full.',
  EDQUOT: 'The disk quota is used up.',
  EROFS: 'The disk of the project is read-only.',
  EACCES: 'There is no permission to write into the project folder.',
  EPERM: 'There is no permission to write into the project folder.',
  ENOENT: 'The project folder is not there any more.',
  EIO: 'The disk of the project reported a fault.',
};

/** The system's error in words, for the file `source`. */
export function storageFailure(source: string, error: unknown): StorageFailure {
  const code = errorCode(error) ?? 'UNKNOWN';
  const message = reasons[code] ?? `The project folder cannot be written to (${code}).`;
  return { kind: 'storage-failed', source, code, message };
}
