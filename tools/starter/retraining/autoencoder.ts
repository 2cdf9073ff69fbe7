import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom, hashSeed } from '../../../src-shared/random.ts';
import { float32, tensor, type TensorData, type TensorOf } from '../../../src-main/graph/tensor-data.ts';
import { readModelConfigs } from '../../../src-main/diffusion/model-folder/model-configs.ts';
import { dataSetObjects } from '../../../src-main/world/objects/catalogue.ts';
import {
  GENERATOR_PICTURES_PER_OBJECT,
  generatorPicture,
  TRAINING_PICTURES_PER_OBJECT,
  trainingPicture,
} from '../../../src-main/world/training-stream.ts';
import { normalised, symmetric } from '../measures/pictures.ts';
import { reconstructionQuality } from '../measures/reconstructions.ts';
import { autoencoderObjective, type AutoencoderFiles } from './autoencoder-objective.ts';
import { blockOutputs } from './block-outputs.ts';
import { extentsOf } from './extents.ts';
import { readNetworkFile } from './network-file.ts';
import { type DrawnPicture, pictureBatches } from './picture-batches.ts';
import type { Retraining } from './retraining.ts';

/** As train_autoencoder.py has it before the decoder's refinement, whose loss is used from the start here. */
const STEPS = 4500;
const BATCH = 48;
const PEAK_RATE = 1e-3;
const WARMUP = 200;
const WEIGHT_DECAY = 1e-4;
const AVERAGE_DECAY = 0.999;
const LARGEST_GRADIENT = 1;

/** Pictures that both versions are scored on: their looks were never trained on. */
const VALIDATION = { dataSet: 'attic', split: 'val', perClass: 40, seed: 100 } as const;

export interface AutoencoderOptions {
  /** The shipped text-to-image folder, whose VAE is trained anew, and the CLIP whose features judge. */
  readonly shipped: string;
  readonly clip: string;
  readonly steps?: number | undefined;
  readonly batch?: number;
}

const partOf = (name: string): string => join(name, 'model.onnx');

async function openFiles({ shipped, clip }: AutoencoderOptions): Promise<AutoencoderFiles> {
  const [encoder, decoder, vision] = await Promise.all([
    readNetworkFile(join(shipped, partOf('vae_encoder')), 'encoder'),
    readNetworkFile(join(shipped, partOf('vae_decoder')), 'decoder'),
    readNetworkFile(join(clip, 'onnx', 'vision_model.onnx'), 'vision'),
  ]);
  return { encoder, decoder, vision, seen: await blockOutputs(vision, clip) };
}

function inputsOf(
  drawn: readonly DrawnPicture[],
  step: number,
  { size, latent }: { readonly size: number; readonly latent: readonly number[] },
): Record<string, TensorData> {
  const random = createRandom(hashSeed('starter autoencoder', step));
  const shape = [drawn.length, ...latent];
  const count = shape.reduce((product, extent) => product * extent, 1);
  const place = random.integer(4);
  const pixels = normalised(
    drawn.map(({ rgb }) => rgb),
    size,
    symmetric,
  );
  return {
    pixels: tensor('float32', [drawn.length, 3, size, size], pixels),
    noise: float32(
      shape,
      Float32Array.from({ length: count }, () => random.normal()),
    ),
    shift: float32(
      [3, 1, 2, 2],
      Float32Array.from({ length: 12 }, (_, i) => (i % 4 === place ? 1 : 0)),
    ),
  };
}

async function write(
  folder: string,
  shipped: string,
  { encoder, decoder }: AutoencoderFiles,
  weights: (name: string) => TensorOf<'float32'>,
): Promise<void> {
  for (const [part, file] of Object.entries({ vae_encoder: encoder, vae_decoder: decoder })) {
    await mkdir(join(folder, part), { recursive: true });
    await writeFile(join(folder, partOf(part)), file.encode(weights));
    await copyFile(join(shipped, part, 'config.json'), join(folder, part, 'config.json'));
  }
}

/** Plans the training anew of a text-to-image folder's VAE, in the form that its files have. */
export async function autoencoderRetraining(options: AutoencoderOptions): Promise<Retraining> {
  const { shipped, steps = STEPS, batch = BATCH } = options;
  const extents = extentsOf(await readModelConfigs(shipped));
  const files = await openFiles(options);
  return {
    name: 'autoencoder',
    steps,
    batch,
    peakRate: PEAK_RATE,
    warmup: WARMUP,
    averageDecay: AVERAGE_DECAY,
    trainer: {
      specs: { parameters: [...files.encoder.parameters, ...files.decoder.parameters], buffers: [] },
      objective: autoencoderObjective(files, { batch, ...extents }),
      optimizer: { kind: 'adamw', beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: WEIGHT_DECAY },
      largestGradient: LARGEST_GRADIENT,
      seed: 2,
    },
    async *inputs(first) {
      const objects = dataSetObjects.length;
      const streams = [
        { picture: trainingPicture, count: TRAINING_PICTURES_PER_OBJECT * objects },
        { picture: generatorPicture, count: GENERATOR_PICTURES_PER_OBJECT * objects },
      ];
      let step = first;
      for await (const drawn of pictureBatches({ streams, batch, size: extents.size, first })) {
        yield inputsOf(drawn, step++, extents);
      }
    },
    write: (folder, weights) => write(folder, shipped, files, weights),
    score: async (folder) => {
      const { decibels, named } = await reconstructionQuality(folder, {
        ...extents,
        ...VALIDATION,
        clip: options.clip,
      });
      return {
        'reconstructions of real pictures': { value: decibels, unit: 'dB' },
        'reconstructions that the CLIP names right': { value: named, unit: 'share' },
      };
    },
  };
}
