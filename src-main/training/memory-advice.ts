import type { TrainingSettings } from '../../src-shared/domain/training.ts';
import { UserError } from '../../src-shared/errors.ts';

type Sizes = Pick<TrainingSettings, 'architecture' | 'batchSize' | 'imageSize'>;

/** What was too large, and what can be done, where a run ended for want of memory; every other error as it is. */
export function explainMemory(
  error: unknown,
  { architecture, batchSize, imageSize }: Sizes,
  recomputes: boolean,
): unknown {
  if (!(error instanceof UserError) || error.code !== 'out-of-memory') return error;
  const what = architecture === 'imported' ? 'the imported network' : architecture;
  const spared = recomputes ? 'Activations are computed twice already to spare memory. ' : '';
  return new UserError(
    'out-of-memory',
    `There was not enough memory to train ${what} on ${batchSize} images of ${imageSize} × ${imageSize} px a step.`,
    `${spared}Train again with a smaller batch or smaller images: half the batch takes about half the memory. Or close other programs and ` +
      'retry the failed run, which goes on from its last checkpoint.',
    { cause: error },
  );
}

/** For the notes of a run whose plan lets activations be computed again. */
export const recomputeNote =
  'Training as usual would not fit into the free memory, so the activations of a step are computed twice: the result is the same, a ' +
  'step takes about a third longer. A smaller batch would avoid it.';
