import { UserError } from '../../src-shared/errors.ts';
import type { StorageFailure } from '../imaging/ingest-types.ts';

const fullDisk = new Set(['ENOSPC', 'EDQUOT']);

/** The disk refused a write: the job stops here and can be resumed when there is room. */
export function storageError({ code, message }: StorageFailure): UserError {
  return fullDisk.has(code)
    ? new UserError(
        'disk-full',
        message,
        'Free some space, then resume the job. Nothing that was stored is lost.',
      )
    : new UserError('read-only', message, 'Make the project folder writable, then resume the job.');
}
