import { UserError } from '../../../src-shared/errors.ts';
import { outOfMemoryWords } from '../../graph/executors/out-of-memory.ts';

/** What runs out of memory rejects with a UserError 'out-of-memory'. */
export async function withMemoryErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError || !(error instanceof Error) || !outOfMemoryWords.test(error.message))
      throw error;
    throw new UserError('out-of-memory', 'There is not enough memory for the training.', undefined, {
      cause: error,
    });
  }
}

export const isOutOfMemory = (error: unknown): boolean =>
  error instanceof UserError && error.code === 'out-of-memory';
