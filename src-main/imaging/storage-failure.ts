import { diskRefusal } from '../files/disk-refusal.ts';
import { errorCode } from '../files/error-code.ts';
import type { StorageFailure } from './ingest-types.ts';

const otherReasons: Readonly<Record<string, string>> = {
  ENOENT: 'The project folder is not there any more.',
  EIO: 'The disk that holds the project reported a fault.',
};

/** The system's error in words, for the file `source`. */
export function storageFailure(source: string, error: unknown): StorageFailure {
  const code = errorCode(error) ?? 'UNKNOWN';
  const message =
    diskRefusal(code)?.message ?? otherReasons[code] ?? `The project folder cannot be written to (${code}).`;
  return { kind: 'storage-failed', source, code, message };
}
