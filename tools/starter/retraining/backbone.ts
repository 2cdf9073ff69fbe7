import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom, hashSeed } from '../../../src-shared/random.ts';
import { toHalf } from '../../../src-main/graph/half-weights.ts';
import { tensor, type TensorData, type TensorOf } from '../../../src-main/graph/tensor-data.ts';
import { createClassifier } from '../../../src-main/networks/architectures.ts';
import type { Classifier } from '../../../src-main/networks/classifier.ts';
import { encodeSafetensors } from '../../../src-main/networks/safetensors.ts';
import { classification } from '../../../src-main/training/step/step-graph.ts';
import { pretrainingObjects } from '../../../src-main/world/objects/catalogue.ts';
import {
  PRETRAINING_PICTURES_PER_OBJECT,
  pretrainingPicture,
} from '../../../src-main/world/training-stream.ts';
import { loadBackbone } from '../measures/backbone.ts';
import { agreement, drawAll, largestOfRows } from '../measures/pictures.ts';
import { augmentInto } from './augment.ts';
import { type DrawnPicture, pictureBatches } from './picture-batches.ts';
import type { Retraining } from './retraining.ts';

/** As in train_backbone.py, so that the two can be compared. */
const STEPS = 1800;
const BATCH = 128;
const PEAK_RATE = 2e-3;
const WARMUP = 100;
const WEIGHT_DECAY = 0.05;
const AVERAGE_DECAY = 0.998;
const LARGEST_GRADIENT = 1;
const SMOOTHING = 0.1;
/** The last pictures of the stream are not trained on. */
const HELD_OUT = 1880;

const ARCHITECTURE = 'resnet-10-narrow';
const CLASSES = pretrainingObjects.length;
const TRAINED = PRETRAINING_PICTURES_PER_OBJECT * CLASSES - HELD_OUT;
const places = new Map(pretrainingObjects.map(({ id }, i) => [id, i]));
const labelOf = (object: string): number => places.get(object) ?? 0;

function inputsOf(drawn: readonly DrawnPicture[], step: number, size: number): Record<string, TensorData> {
  const batch = drawn.length;
  const random = createRandom(hashSeed('starter backbone', step));
  const images = new Float32Array(batch * 3 * size * size);
  drawn.forEach(({ rgb }, place) => augmentInto(rgb, { out: images, place, size, flip: true }, random));
  return {
    images: tensor('float32', [batch, 3, size, size], images),
    labels: tensor(
      'int32',
      [batch],
      Int32Array.from(drawn, ({ spec }) => labelOf(spec.object)),
    ),
    weights: tensor('float32', [batch], new Float32Array(batch).fill(1)),
  };
}

async function writeBackbone(
  folder: string,
  classifier: Classifier,
  weights: (name: string) => TensorOf<'float32'>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const tensors = new Map<string, TensorData>(
    [...classifier.parameters, ...classifier.buffers].map(({ name, shape }) => [
      name,
      shape.length > 1 ? toHalf(weights(name)) : weights(name),
    ]),
  );
  const pieces = encodeSafetensors({ tensors, metadata: { format: 'pt' } });
  await writeFile(join(folder, 'model.safetensors'), Buffer.concat(pieces));
  const { imageSize } = classifier;
  const config = {
    architecture: ARCHITECTURE,
    num_classes: CLASSES,
    pretrained_cfg: {
      input_size: [3, imageSize, imageSize],
      mean: [0.5, 0.5, 0.5],
      std: [0.5, 0.5, 0.5],
      classifier: 'fc',
    },
  };
  await writeFile(join(folder, 'config.json'), `${JSON.stringify(config, null, 2)}\n`);
}

/** Share of the held-out pictures of the other classes that a backbone folder names right. */
async function heldOutAccuracy(folder: string, count: number): Promise<number> {
  const backbone = await loadBackbone(folder);
  try {
    const specs = Array.from({ length: count }, (_, i) => pretrainingPicture(TRAINED + i));
    const size = backbone.imageSize;
    const { logits } = await backbone.see({ pictures: await drawAll(specs, size), size });
    const wanted = Int32Array.from(specs, ({ object }) => labelOf(object));
    return agreement(largestOfRows(logits, backbone.classes), wanted);
  } finally {
    await backbone.dispose();
  }
}

export interface BackboneOptions {
  readonly steps?: number | undefined;
  readonly batch?: number;
  readonly size?: number;
  readonly heldOut?: number;
}

export function backboneRetraining(options: BackboneOptions = {}): Retraining {
  const { steps = STEPS, batch = BATCH, size = 64, heldOut = HELD_OUT } = options;
  const classifier = createClassifier(ARCHITECTURE, { classes: CLASSES, imageSize: size });
  return {
    name: 'backbone',
    steps,
    batch,
    peakRate: PEAK_RATE,
    warmup: WARMUP,
    averageDecay: AVERAGE_DECAY,
    trainer: {
      specs: classifier,
      objective: classification(classifier, { batchSize: batch, labelSmoothing: SMOOTHING }),
      optimizer: { kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: WEIGHT_DECAY },
      largestGradient: LARGEST_GRADIENT,
      seed: 4,
    },
    async *inputs(first) {
      const streams = [{ picture: pretrainingPicture, count: TRAINED }];
      let step = first;
      for await (const drawn of pictureBatches({ streams, batch, size, first })) {
        yield inputsOf(drawn, step++, size);
      }
    },
    write: (folder, weights) => writeBackbone(folder, classifier, weights),
    score: async (folder) => ({
      'held-out pictures': { value: await heldOutAccuracy(folder, heldOut), unit: 'share' },
    }),
  };
}
