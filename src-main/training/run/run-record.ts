import type { LoweringPlan } from '../../graph/lowering/plan.ts';
import type { PoolImage } from '../data/batch-plan.ts';
import type { Circumstances } from './resume.ts';
import { runStages } from './stages.ts';
import type { TrainingRunInput } from './task.ts';
import type { TrainingData } from './training-data.ts';

/** What a run was made of, as JSON for `run.json`: enough to repeat it, and to follow an accuracy back to its images. */
export function runRecord(
  input: TrainingRunInput,
  data: TrainingData,
  { runtime, threads, processor }: Circumstances,
  plan: LoweringPlan,
): Uint8Array {
  const { recipe, seed, settings, totalSteps, classNames, files, pretrained } = input;
  const columns = (pool: readonly PoolImage[]) => ({
    imageIds: pool.map(({ imageIndex }) => files[imageIndex]!.imageId),
    labels: pool.map(({ label }) => label),
  });
  const record = {
    recipe,
    seed,
    settings,
    ...(pretrained && { pretrained: { sha256: pretrained.hash, stated: pretrained.stated } }),
    totalSteps,
    stages: runStages(input).map(({ title, from, until }) => ({ title, from, until })),
    classNames,
    transforms: data.transforms,
    runtime: { [settings.engine]: runtime, threads, processor, loweringPlan: plan },
    trainedOn: { real: columns(data.real), synthetic: columns(data.synthetic) },
    validatedOn: columns(data.val),
    nearDuplicates: input.nearDuplicates,
    evaluatedOn: input.sealed.map(({ name, kind, setId, files, labels }) => ({
      name,
      kind,
      setId,
      imageIds: files.map(({ imageId }) => imageId),
      labels,
    })),
  };
  return new TextEncoder().encode(`${JSON.stringify(record)}\n`);
}
