import { join } from 'node:path';
import { readJson } from '../../../src-main/files/read-json.ts';
import { clip } from '../../../src-main/networks/clip/clip.ts';
import { clipConfigSchema, clipSettings } from '../../../src-main/networks/clip/settings.ts';
import { loadClipTokenizer } from '../../../src-main/tokenizer/clip-tokenizer.ts';
import { dataSetObjects } from '../../../src-main/world/objects/catalogue.ts';
import {
  TRAINING_PICTURES_PER_OBJECT,
  trainingPicture,
  VARIED_PICTURES_PER_OBJECT,
  variedPicture,
} from '../../../src-main/world/training-stream.ts';
import { zeroShotAccuracies } from '../measures/clip.ts';
import { captionLength, clipInputs, prompts } from './clip-inputs.ts';
import { clipObjective } from './clip-objective.ts';
import { pictureBatches, type PictureStream } from './picture-batches.ts';
import type { Retraining } from './retraining.ts';
import { writeClip } from './write-clip.ts';

/** As in train_clip.py, so that the two can be compared. */
const STEPS = 3700;
const BATCH = 128;
const PEAK_RATE = 1.6e-3;
const WARMUP = 200;
const WEIGHT_DECAY = 0.05;
const AVERAGE_DECAY = 0.9985;
const LARGEST_GRADIENT = 1;

const streams: readonly PictureStream[] = [
  { picture: trainingPicture, count: TRAINING_PICTURES_PER_OBJECT * dataSetObjects.length },
  { picture: variedPicture, count: VARIED_PICTURES_PER_OBJECT * dataSetObjects.length },
];

/** Pictures that both versions are scored on: their looks were never trained on. */
const VALIDATION = { split: 'val', perClass: 40, seed: 100 } as const;

export interface RetrainingOptions {
  /** The shipped model's folder: its architecture, and for CLIP its tokenizer, are taken over. */
  readonly shipped: string;
  readonly steps?: number | undefined;
  readonly batch?: number;
}

/** Reads the shipped CLIP's settings and plans its training anew. */
export async function clipRetraining(options: RetrainingOptions): Promise<Retraining> {
  const { shipped, steps = STEPS, batch = BATCH } = options;
  const config = await readJson(join(shipped, 'config.json'), clipConfigSchema);
  const settings = clipSettings(config);
  const tokenizer = await loadClipTokenizer(shipped, { positions: settings.text.positions });
  const length = captionLength(tokenizer);
  const size = settings.vision.imageSize;
  return {
    name: 'clip',
    steps,
    batch,
    peakRate: PEAK_RATE,
    warmup: WARMUP,
    averageDecay: AVERAGE_DECAY,
    trainer: {
      specs: clip(settings),
      objective: clipObjective(settings, { batch, prompts: prompts.length, length }),
      optimizer: { kind: 'adamw', beta1: 0.9, beta2: 0.98, epsilon: 1e-8, weightDecay: WEIGHT_DECAY },
      largestGradient: LARGEST_GRADIENT,
      seed: 1,
    },
    async *inputs(first) {
      let step = first;
      for await (const drawn of pictureBatches({ streams, batch, size, first })) {
        yield clipInputs(drawn, step++, { tokenizer, length, size });
      }
    },
    write: (folder, weights) => writeClip(folder, { shipped, config, settings, weights }),
    score: async (folder) => {
      const accuracies = Object.entries(await zeroShotAccuracies(folder, VALIDATION));
      return Object.fromEntries(accuracies.map(([name, value]) => [name, { value, unit: 'share' }]));
    },
  };
}
