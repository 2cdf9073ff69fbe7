import { createHash } from 'node:crypto';
import type { TrainingRunInput } from './task.ts';
import type { TrainingData } from './training-data.ts';

/** Changes where a newer version draws the images of a step otherwise than an older one did. */
const ORDER = 2;

/** Equal for two sessions of a run exactly where every step sees the same images in the same way. Hex. */
export function fingerprintOf(
  { recipe, seed, settings, totalSteps, classNames, files }: TrainingRunInput,
  { real, synthetic, val }: Pick<TrainingData, 'real' | 'synthetic' | 'val'>,
): string {
  const pools = [real, synthetic, val].map((pool) =>
    pool.map(({ imageIndex, label }) => [files[imageIndex]!.imageId, label]),
  );
  const described = JSON.stringify({ order: ORDER, recipe, seed, settings, totalSteps, classNames, pools });
  return createHash('sha256').update(described).digest('hex');
}
