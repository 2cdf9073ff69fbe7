import { explainDiskError } from '../../files/disk-refusal.ts';

/** Does something with the run's folder; what the disk refuses rejects with a UserError that says what to do. */
export async function withDiskErrors<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw explainDiskError(error, 'resume the run, which goes on from its last checkpoint');
  }
}
