import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom, hashSeed } from '../../../src-shared/random.ts';
import { readModelConfigs } from '../../../src-main/diffusion/model-folder/model-configs.ts';
import { float32, tensor, type TensorData } from '../../../src-main/graph/tensor-data.ts';
import { dataSetObjects } from '../../../src-main/world/objects/catalogue.ts';
import { GENERATOR_PICTURES_PER_OBJECT, generatorPicture } from '../../../src-main/world/training-stream.ts';
import { namedRight } from '../measures/generated.ts';
import { drawCaption } from './captions.ts';
import { extentsOf } from './extents.ts';
import { denoiserObjective } from './denoiser-objective.ts';
import { createDiffusion } from './diffusion.ts';
import { type FrozenParts, openFrozenParts } from './frozen-parts.ts';
import { readNetworkFile } from './network-file.ts';
import { type DrawnPicture, pictureBatches } from './picture-batches.ts';
import type { Retraining } from './retraining.ts';

/** As in train_denoiser.py, so that the two can be compared; the shipped U-Net took so many steps. */
const STEPS = 11_000;
const BATCH = 96;
const PEAK_RATE = 1.2e-3;
const WARMUP = 200;
const WEIGHT_DECAY = 0.01;
const AVERAGE_DECAY = 0.9985;
const LARGEST_GRADIENT = 1;
/** How often a picture comes without its caption, so that the model also learns the direction of guidance (Ho & Salimans 2022). */
const UNCONDITIONAL_SHARE = 0.1;

export interface DenoiserOptions {
  /** The shipped text-to-image folder, whose U-Net is trained anew, and the CLIP that says what images show. */
  readonly shipped: string;
  readonly clip: string;
  readonly steps?: number | undefined;
  readonly batch?: number;
  /** Generated images of each object that are scored. */
  readonly imagesPerObject?: number;
}

type Diffusion = ReturnType<typeof createDiffusion>;

async function inputsOf(
  drawn: readonly DrawnPicture[],
  step: number,
  { parts, diffuse }: { readonly parts: FrozenParts; readonly diffuse: Diffusion },
): Promise<Record<string, TensorData>> {
  const random = createRandom(hashSeed('starter denoiser', step));
  const texts = drawn.map(({ spec }) =>
    random.next() < UNCONDITIONAL_SHARE ? '' : drawCaption(spec, random),
  );
  const clean = await parts.latents(
    drawn.map(({ rgb }) => rgb),
    random,
  );
  const { noisy, wanted, times, importance } = diffuse(clean, drawn.length, random);
  const shape = [drawn.length, ...parts.latent];
  return {
    noisy: tensor('float32', shape, noisy),
    wanted: tensor('float32', shape, wanted),
    times: tensor('int64', [drawn.length], times),
    importance: float32([drawn.length], importance),
    states: tensor('float32', [drawn.length, ...parts.text], await parts.states(texts)),
  };
}

/** Plans the training anew of a text-to-image folder's U-Net, in the form that its file has; VAE and text encoder stay. */
export async function denoiserRetraining(options: DenoiserOptions): Promise<Retraining> {
  const { shipped, clip, steps = STEPS, batch = BATCH, imagesPerObject = 10 } = options;
  const configs = await readModelConfigs(shipped);
  const { size } = extentsOf(configs);
  const unet = await readNetworkFile(join(shipped, 'unet', 'model.onnx'), 'unet');
  const parts = await openFrozenParts(shipped, configs);
  const diffuse = createDiffusion(configs.scheduler);
  return {
    name: 'denoiser',
    steps,
    batch,
    peakRate: PEAK_RATE,
    warmup: WARMUP,
    averageDecay: AVERAGE_DECAY,
    trainer: {
      specs: unet,
      objective: denoiserObjective(unet, { batch, latent: parts.latent, text: parts.text }),
      optimizer: { kind: 'adamw', beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: WEIGHT_DECAY },
      largestGradient: LARGEST_GRADIENT,
      seed: 3,
    },
    async *inputs(first) {
      const count = GENERATOR_PICTURES_PER_OBJECT * dataSetObjects.length;
      const streams = [{ picture: generatorPicture, count }];
      let step = first;
      try {
        for await (const drawn of pictureBatches({ streams, batch, size, first })) {
          yield await inputsOf(drawn, step++, { parts, diffuse });
        }
      } finally {
        await parts.dispose();
      }
    },
    write: async (folder, weights) => {
      await cp(shipped, folder, { recursive: true });
      await writeFile(join(folder, 'unet', 'model.onnx'), unet.encode(weights));
    },
    score: async (folder) => ({
      'generated images that the CLIP names right': {
        value: await namedRight(folder, { clip, imagesPerObject }),
        unit: 'share',
      },
    }),
  };
}
