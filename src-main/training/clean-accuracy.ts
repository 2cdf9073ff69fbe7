import type { CleanAccuracy } from '../../src-shared/domain/run.ts';
import type { Predictions } from '../project/queries/evaluations.ts';
import { measureAccuracy } from '../evaluation/accuracy.ts';

/**
 * Accuracy without the doubtful images of a set (docs/methods.md 8.2). Null where none of its images is doubtful, and where nothing else is left.
 * @param doubtful ids of images
 * @param classes number of classes of the run
 */
export function cleanAccuracy(
  { imageIds, trueClasses, predictedClasses }: Predictions,
  doubtful: readonly number[],
  classes: number,
): CleanAccuracy | null {
  const excluded = new Set(doubtful);
  const kept = [...imageIds.keys()].filter((i) => !excluded.has(imageIds[i]!));
  if (kept.length === imageIds.length || kept.length === 0) return null;
  const { images, top1, meanPerClass } = measureAccuracy(
    kept.map((i) => trueClasses[i]!),
    kept.map((i) => predictedClasses[i]!),
    classes,
  );
  return { images, top1, meanPerClass };
}
