import { UserError } from '../../../src-shared/errors.ts';
import type { TaskImplementation } from '../../engine/tasks.ts';
import { diversityAtNumber } from '../diversity/equal-number.ts';
import { fromHalfBytes } from './half-vectors.ts';

export const measureDiversity: TaskImplementation<'scoring.diversity'> = async (input, context) => {
  const { vectors, dimension, parts } = input;
  const data = new Float32Array(vectors.byteLength / 2);
  fromHalfBytes(vectors, data);
  if (!data.every(Number.isFinite)) throw notFinite();
  const measures = [];
  for (const part of parts) {
    context.signal.throwIfAborted();
    measures.push(diversityAtNumber({ data, dimension }, part));
    context.progress(measures.length);
    // So that the process hears a cancel, and other tasks come in between.
    await new Promise(setImmediate);
  }
  return measures;
};

const notFinite = (): UserError =>
  new UserError(
    'diverged',
    'The CLIP model gave embeddings that are not numbers.',
    'Choose another model, or download this one again.',
  );
