import { UserError } from '../../../src-shared/errors.ts';
import { outOfMemoryWords } from '../../graph/executors/out-of-memory.ts';

export interface MemoryWords {
  readonly message: string;
  readonly advice?: string;
}

const forTraining: MemoryWords = { message: 'There is not enough memory for the training.' };

/** What runs out of memory rejects with a UserError 'out-of-memory'. */
export async function withMemoryErrors<T>(
  work: () => Promise<T>,
  { message, advice }: MemoryWords = forTraining,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError || !(error instanceof Error) || !outOfMemoryWords.test(error.message))
      throw error;
    throw new UserError('out-of-memory', message, advice, { cause: error });
  }
}

export const isOutOfMemory = (error: unknown): boolean =>
  error instanceof UserError && error.code === 'out-of-memory';
