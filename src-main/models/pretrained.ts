import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../src-shared/errors.ts';
import { isLfsPointer, lfsAdvice } from '../files/lfs-pointer.ts';
import { readJson } from '../files/read-json.ts';
import { toSingle } from '../graph/half-weights.ts';
import type { TensorData, TensorOf } from '../graph/tensor-data.ts';
import { architectureNames, type ArchitectureName } from './architectures.ts';
import type { TensorSpecs } from './module.ts';
import { decodeSafetensors } from './safetensors.ts';

const three = z.tuple([z.number(), z.number(), z.number()]);
const configSchema = z.object({
  architecture: z.enum(architectureNames),
  num_classes: z.number().int().min(2),
  pretrained_cfg: z.object({
    input_size: z.tuple([z.literal(3), z.number().int().positive(), z.number().int().positive()]),
    mean: three,
    std: three,
    classifier: z.string().min(1),
  }),
});

type Weights = ReadonlyMap<string, TensorOf<'float32'>>;

/** A trained classifier from a folder laid out as timm's: `config.json` and `model.safetensors`. */
export interface Pretrained {
  readonly architecture: ArchitectureName;
  readonly classes: number;
  /** Side of the pictures that it was trained on, pixels. */
  readonly imageSize: number;
  /** What pictures were normalised with, on the 0..1 scale. */
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
  /** Its last layer, which speaks of its own classes. */
  readonly head: string;
  readonly weights: Weights;
}

/** Throws a UserError where a file is missing, damaged, a Git LFS pointer or of an architecture that is not known here. */
export async function readPretrained(folder: string): Promise<Pretrained> {
  const config = await readJson(join(folder, 'config.json'), configSchema);
  const { mean, std, classifier, input_size: size } = config.pretrained_cfg;
  const tensors = await readTensors(folder);
  return {
    architecture: config.architecture,
    classes: config.num_classes,
    imageSize: size[1],
    mean,
    std,
    head: classifier,
    weights: new Map([...tensors].map(([name, value]) => [name, single(name, value)])),
  };
}

async function readTensors(folder: string): Promise<ReadonlyMap<string, TensorData>> {
  const name = `${basename(folder)}/model.safetensors`;
  const bytes = await readFile(join(folder, 'model.safetensors')).catch((cause: unknown) => {
    throw new UserError('not-found', `The file ${name} is missing.`, 'Copy it into the folder.', { cause });
  });
  if (isLfsPointer(bytes)) {
    throw new UserError('bad-input', `${name} is a Git LFS pointer, not the file itself.`, lfsAdvice);
  }
  return decodeSafetensors(bytes).tensors;
}

function single(name: string, value: TensorData): TensorOf<'float32'> {
  try {
    return toSingle(value);
  } catch (cause) {
    throw new UserError(
      'bad-input',
      `The weights "${name}" are ${value.type} numbers.`,
      'Use weights in float32 or float16.',
      { cause },
    );
  }
}

/**
 * First weights for a network of the same architecture: those of its body; the head's are left out, as it starts anew for other classes.
 * Throws a UserError that names the first tensor that is missing or of another shape.
 */
export function bodyWeights({ weights, head }: Pretrained, { parameters, buffers }: TensorSpecs): Weights {
  const body = [...parameters, ...buffers].filter(({ name }) => !name.startsWith(`${head}.`));
  return new Map(
    body.map(({ name, shape }) => {
      const value = weights.get(name);
      if (value === undefined) throw unfitting(`it has no "${name}"`);
      if (value.dims.join() !== shape.join()) {
        throw unfitting(`"${name}" is [${value.dims.join(', ')}], the network wants [${shape.join(', ')}]`);
      }
      return [name, value];
    }),
  );
}

const unfitting = (problem: string): UserError =>
  new UserError(
    'bad-input',
    `The pretrained weights do not fit this network: ${problem}.`,
    'Choose the architecture that they were trained with.',
  );
