import type { UserError } from '../../src-shared/errors.ts';
import { diskRefusal, refusalError } from '../files/disk-refusal.ts';
import type { StorageFailure } from '../imaging/ingest-types.ts';

/** The disk refused a write: the job stops here and can be resumed when it is writable again. */
export const storageError = ({ code, message }: StorageFailure): UserError =>
  refusalError(diskRefusal(code) ?? { code: 'read-only', message }, 'resume the job');
