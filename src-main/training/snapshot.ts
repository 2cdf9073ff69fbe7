import { z } from 'zod';
import { styleCoverageSchema } from '../../src-shared/domain/image-set.ts';
import { recipeSchema, trainingSettingsSchema } from '../../src-shared/domain/training.ts';
import type { Doubt } from './candidates.ts';
import type { LabelledImage, PlannedRun } from './plan.ts';

const integers = z.array(z.number().int());
const poolSchema = z.object({ imageIds: integers, labels: integers });
/** Index into the list of pools. */
const poolIndex = z.number().int().nonnegative();

const plannedEvaluationSchema = z.object({
  name: z.string(),
  kind: z.enum(['test', 'ood']),
  setId: z.number().int(),
  styleCoverage: styleCoverageSchema,
  images: poolIndex,
});

/**
 * What a training job works from, frozen when it was queued. Runs share most of their images, so each list of images stands here once
 * and the runs name it by its index.
 */
export const snapshotSchema = z.object({
  realSetId: z.number().int(),
  syntheticSetIds: integers,
  oodSetIds: integers,
  /** Ids of images: training images that were left out, and test and OOD images in doubt. */
  nearDuplicates: z.object({ dropped: integers, doubtful: integers }).default({ dropped: [], doubtful: [] }),
  pools: z.array(poolSchema),
  /** In the order of the runs' ids. */
  runs: z.array(
    z.object({
      recipe: recipeSchema,
      seed: z.number().int(),
      settings: trainingSettingsSchema,
      totalSteps: z.number().int().positive(),
      classNames: z.array(z.string()),
      real: poolIndex,
      synthetic: poolIndex,
      val: poolIndex,
      evaluations: z.array(plannedEvaluationSchema),
    }),
  ),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

type Sets = Pick<Snapshot, 'realSetId' | 'syntheticSetIds' | 'oodSetIds'>;

export function takeSnapshot(
  { realSetId, syntheticSetIds, oodSetIds }: Sets,
  runs: readonly PlannedRun[],
  { dropped, doubtful }: Pick<Doubt, 'dropped' | 'doubtful'> = { dropped: [], doubtful: [] },
): Snapshot {
  const indices = new Map<readonly LabelledImage[], number>();
  const indexOf = (pool: readonly LabelledImage[]): number => {
    const index = indices.get(pool) ?? indices.size;
    indices.set(pool, index);
    return index;
  };
  const packed = runs.map((run) => ({
    ...run,
    classNames: [...run.classNames],
    real: indexOf(run.real),
    synthetic: indexOf(run.synthetic),
    val: indexOf(run.val),
    evaluations: run.evaluations.map((each) => ({ ...each, images: indexOf(each.images) })),
  }));
  const pools = [...indices.keys()].map((pool) => ({
    imageIds: pool.map(({ imageId }) => imageId),
    labels: pool.map(({ label }) => label),
  }));
  const nearDuplicates = { dropped: dropped.map(({ id }) => id), doubtful: [...doubtful] };
  return { realSetId, syntheticSetIds, oodSetIds, nearDuplicates, pools, runs: packed };
}

/** One of the runs as it was planned. */
export function plannedRun({ runs, pools }: Snapshot, index: number): PlannedRun {
  const run = runs[index];
  if (!run) throw new RangeError(`The job has no run ${index}.`);
  const poolAt = (at: number): LabelledImage[] => {
    const { imageIds, labels } = pools[at]!;
    return imageIds.map((imageId, i) => ({ imageId, label: labels[i]! }));
  };
  return {
    ...run,
    real: poolAt(run.real),
    synthetic: poolAt(run.synthetic),
    val: poolAt(run.val),
    evaluations: run.evaluations.map((each) => ({ ...each, images: poolAt(each.images) })),
  };
}
