import { describeFailure } from './failure.ts';

const MOST_TRIES = 1000;

/** Makes something by the first of "Demo", "Demo 2", "Demo 3", ... that `make` does not reject as a conflict. */
export async function withFreeName<T>(name: string, make: (name: string) => Promise<T>): Promise<T> {
  for (let n = 1; ; n++) {
    try {
      return await make(n === 1 ? name : `${name} ${n}`);
    } catch (error) {
      if (describeFailure(error).report?.code !== 'conflict' || n === MOST_TRIES) throw error;
    }
  }
}
