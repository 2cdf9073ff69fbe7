import { UserError } from '../../../src-shared/errors.ts';
import { errorCode } from '../../imaging/error-code.ts';

/** Does something with the run's folder; what the disk refuses rejects with a UserError that says what to do. */
export async function withDiskErrors<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw explained(error) ?? error;
  }
}

function explained(cause: unknown): UserError | undefined {
  switch (errorCode(cause)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new UserError(
        'disk-full',
        'The disk is full: a checkpoint could not be written.',
        'Free some space, then resume the run. It goes on from its last checkpoint.',
        { cause },
      );
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return new UserError(
        'read-only',
        'The folder of the run cannot be written to.',
        'Make the project folder writable, then resume the run.',
        { cause },
      );
    default:
      return undefined;
  }
}
