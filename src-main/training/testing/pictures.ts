import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { type TrainingSettings, trainingSettingsSchema } from '../../../src-shared/domain/training.ts';
import { createRandom, hashSeed } from '../../../src-shared/random.ts';
import type { PoolImage } from '../data/batch-plan.ts';
import type { ImageFile, SealedSet, TrainingRunInput } from '../run/task.ts';

const SIDE = 16;
const CLASS_NAMES = ['red', 'green', 'blue'];

/** Noise with one channel brighter: class 0 red, 1 green, 2 blue. Easy to learn, different for every `name`. */
async function writePicture(path: string, label: number, name: string): Promise<void> {
  const random = createRandom(hashSeed('picture', name));
  const pixels = Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, i) =>
    Math.floor(random.between(0, 140) + (i % 3 === label ? 110 : 0)),
  );
  await sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 3 } })
    .png()
    .toFile(path);
}

export interface LabelledFile extends ImageFile {
  readonly label: number;
}

/** `perClass` pictures of each class in `folder`; ids count from `firstId`. */
export async function writePictures(
  folder: string,
  {
    perClass,
    classes = [0, 1, 2],
    firstId,
  }: { perClass: number; classes?: readonly number[]; firstId: number },
): Promise<LabelledFile[]> {
  await mkdir(folder, { recursive: true });
  const files = classes.flatMap((label) => Array.from({ length: perClass }, () => label));
  return Promise.all(
    files.map(async (label, index) => {
      const path = join(folder, `${index}.png`);
      await writePicture(path, label, `${folder} ${index}`);
      return { imageId: firstId + index, path, label };
    }),
  );
}

const sealedSet = (
  files: readonly LabelledFile[],
  set: Pick<SealedSet, 'name' | 'kind' | 'setId'>,
): SealedSet => ({
  ...set,
  styleCoverage: 'unknown',
  files,
  labels: files.map(({ label }) => label),
});

/**
 * A small run of three classes with 16 x 16 pictures, written below `folder`: 36 real, 36 synthetic, 18 validation and 18 test images,
 * and an OOD set of the first two classes. One step takes milliseconds.
 */
export async function sampleRun(
  folder: string,
  settings: Partial<TrainingSettings> = {},
  steps = 20,
): Promise<TrainingRunInput> {
  const real = await writePictures(join(folder, 'real'), { perClass: 12, firstId: 100 });
  const synthetic = await writePictures(join(folder, 'synthetic'), { perClass: 12, firstId: 200 });
  const val = await writePictures(join(folder, 'val'), { perClass: 6, firstId: 300 });
  const test = await writePictures(join(folder, 'test'), { perClass: 6, firstId: 400 });
  const ood = await writePictures(join(folder, 'ood'), { perClass: 4, classes: [0, 1], firstId: 500 });
  const pool = (files: readonly LabelledFile[], from: number): PoolImage[] =>
    files.map(({ label }, index) => ({ imageIndex: from + index, label }));
  return {
    folder: join(folder, 'run'),
    recipe: 'mixed',
    seed: 1,
    settings: {
      ...trainingSettingsSchema.parse({
        imageSize: SIDE,
        batchSize: 12,
        validateEvery: 5,
        checkpointSeconds: 1,
        schedule: { kind: 'one-cycle', peak: 0.05 },
        budget: { kind: 'steps', steps },
      }),
      ...settings,
    },
    totalSteps: steps,
    classNames: CLASS_NAMES,
    files: [...real, ...synthetic, ...val],
    real: pool(real, 0),
    synthetic: pool(synthetic, real.length),
    val: pool(val, real.length + synthetic.length),
    realSetId: 1,
    sealed: [
      sealedSet(test, { name: 'test', kind: 'test', setId: 1 }),
      sealedSet(ood, { name: 'art', kind: 'ood', setId: 3 }),
    ],
    threads: 1,
  };
}
