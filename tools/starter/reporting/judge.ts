import { createRandom, hashSeed, type Random, shuffled } from '../../../src-shared/random.ts';
import { createClassifier } from '../../../src-main/networks/architectures.ts';
import { bodyWeights, readPretrained } from '../../../src-main/networks/pretrained.ts';
import { learningRateAt } from '../../../src-main/training/schedule.ts';
import {
  createTrainingSession,
  type StepInput,
  type TrainingSession,
} from '../../../src-main/training/step/training-session.ts';
import { gaussianBlur } from '../../../src-main/evaluation/corruptions/blur.ts';
import { contexts } from '../../../src-main/world/contexts/contexts.ts';
import { drawnDataSets } from '../../../src-main/world/data-sets.ts';
import { looks } from '../../../src-main/world/looks.ts';
import { dataSetObjects } from '../../../src-main/world/objects/catalogue.ts';
import { sampleSpec } from '../../../src-main/world/sample-spec.ts';
import type { PictureSpec } from '../../../src-main/world/spec.ts';
import { agreement, drawAll, largestOfRows, normalised } from '../measures/pictures.ts';
import { augmentInto } from '../retraining/augment.ts';
import type { ReportSettings } from './settings.ts';

/** A classifier of all objects of the data sets that has seen real pictures only. */
export interface Judge {
  /** Width and height of the pictures that it looks at. */
  readonly size: number;
  /** Of fresh real pictures, in [0, 1]. */
  readonly accuracy: number;
  /** [N, objects]: the larger, the likelier; in the order of `dataSetObjects`. */
  readonly judge: (pictures: readonly Uint8Array[]) => Promise<Float32Array>;
  readonly dispose: () => Promise<void>;
}

const half = [0.5, 0.5, 0.5] as const;
const CLASSES = dataSetObjects.length;
const PEAK_RATE = 1.5e-3;

/** Standard deviations, pixels: what is soft is not to count as another object. */
const SOFTEST = 1.5;
const SHARPEST = 0.3;

/** Half of the pictures as they are, half blurred. */
function softened(picture: Uint8Array, size: number, random: Random): Uint8Array {
  if (random.next() < 0.5) return picture;
  const values = Float32Array.from(picture);
  const blurred = gaussianBlur({ side: size, values }, random.between(SHARPEST, SOFTEST));
  return Uint8Array.from(blurred.values, Math.round);
}

/** Real pictures: photos of every object in every place, in the looks of the real sets by turns. */
function realSpecs(perObject: number, stream: string): PictureSpec[] {
  const realLooks = drawnDataSets.map(({ look }) => looks[look]);
  return Array.from({ length: perObject * CLASSES }, (_, i) => {
    const index = Math.floor(i / CLASSES);
    const object = dataSetObjects[i % CLASSES]!.id;
    return sampleSpec({
      objects: [object],
      contexts: contexts.map(({ id }) => id),
      styles: ['photo'],
      look: realLooks[index % realLooks.length]!,
      seed: hashSeed('starter judge', stream, object),
      index,
    });
  });
}

/** Batches of pictures in an order that is drawn anew each time all were used. */
function* stepInputs(
  pictures: readonly Uint8Array[],
  size: number,
  { batch, steps }: ReportSettings['judge'],
): Generator<StepInput, void, undefined> {
  const random = createRandom(hashSeed('starter judge', 'order'));
  let order: number[] = [];
  for (let step = 0; step < steps; step++) {
    if (order.length < batch) order = [...order, ...shuffled([...pictures.keys()], random)];
    const chosen = order.splice(0, batch);
    const images = new Float32Array(batch * 3 * size * size);
    for (const [place, index] of chosen.entries()) {
      const picture = softened(pictures[index]!, size, random);
      augmentInto(picture, { out: images, place, size, flip: true }, random);
    }
    const learningRate = learningRateAt({ kind: 'one-cycle', peak: PEAK_RATE, warmup: 0.15 }, step, steps);
    const labels = Int32Array.from(chosen, (index) => index % CLASSES);
    yield { images, labels, weights: new Float32Array(batch).fill(1), learningRate };
  }
}

async function openSession(
  folder: string,
  batchSize: number,
): Promise<{ session: TrainingSession; size: number }> {
  const pretrained = await readPretrained(folder);
  const { architecture, imageSize } = pretrained;
  const network = createClassifier(architecture, { classes: CLASSES, imageSize });
  const session = await createTrainingSession({
    architecture,
    classes: CLASSES,
    imageSize,
    batchSize,
    optimizer: { kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.05 },
    seed: 1,
    firstWeights: bodyWeights(pretrained, network),
    labelSmoothing: 0.1,
    largestGradient: 1,
  });
  return { session, size: imageSize };
}

/** Trains a judge from the body of a backbone, all layers, and tries it on fresh pictures. The same settings give the same judge. */
export async function trainJudge(
  backbone: string,
  settings: ReportSettings['judge'],
  say: (line: string) => void,
): Promise<Judge> {
  const { session, size } = await openSession(backbone, settings.batch);
  const judge = (pictures: readonly Uint8Array[]): Promise<Float32Array> =>
    session.predict(normalised(pictures, size, { mean: half, std: half }));
  const specs = realSpecs(settings.picturesPerObject, 'train');
  const drawn = await drawAll([...specs, ...realSpecs(settings.freshPerObject, 'fresh')], size);
  const pictures = drawn.splice(0, specs.length);
  let step = 0;
  for (const input of stepInputs(pictures, size, settings)) {
    const { loss } = await session.step(input);
    if (++step % 50 === 0) say(`Judge: step ${step} of ${settings.steps}, loss ${loss.toFixed(3)}`);
  }
  const named = largestOfRows(await judge(drawn), CLASSES);
  const wanted = Int32Array.from(drawn, (_, i) => i % CLASSES);
  return { size, accuracy: agreement(named, wanted), judge, dispose: () => session.dispose() };
}
