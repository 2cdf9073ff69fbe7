import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { NetworkInput, StatedInput } from '../../src-shared/domain/network-input.ts';
import { UserError } from '../../src-shared/errors.ts';
import { readJsonIfThere } from '../files/read-json.ts';
import type { TensorData, TensorOf } from '../graph/tensor-data.ts';
import type { ArchitectureName } from './architectures.ts';
import type { TensorSpecs } from './module.ts';
import { resamplePositions } from './positions.ts';
import { architectureOf, detectArchitecture, headOf, pretrainedConfigSchema } from './pretrained-config.ts';
import { readSafetensors } from './safetensors-files.ts';
import { toSinglePrecision } from './single-precision.ts';
import { given, inputFromMetadata, statedOrAsk } from './network-input.ts';

type Weights = ReadonlyMap<string, TensorOf<'float32'>>;

/** A trained classifier of an architecture that is built here. */
export interface Pretrained extends NetworkInput {
  readonly architecture: ArchitectureName;
  readonly classes: number;
  /** Its last layer, which speaks of its own classes. */
  readonly head: string;
  readonly weights: Weights;
  /** Whether some of the numbers were stored in half precision. */
  readonly wasHalf: boolean;
}

/**
 * Reads a folder as timm and huggingface_hub lay it out (`config.json`; `model.safetensors`, or several with `model.safetensors.index.json`),
 * or a single `.safetensors` file such as torchvision's weights give, which says nothing of its pictures unless this program wrote it:
 * `stated` then does. Throws a UserError where a file is missing, damaged, of an unknown architecture, or something must be stated.
 */
export async function readPretrained(path: string, stated: StatedInput = {}): Promise<Pretrained> {
  const single = path.endsWith('.safetensors') || path.endsWith('.safetensors.index.json');
  const config = single
    ? undefined
    : await readJsonIfThere(join(path, 'config.json'), pretrainedConfigSchema);
  const named = config && architectureOf(config.architecture);
  const { layout: _, ...explicit } = given(stated);
  const { tensors, metadata } = await readSafetensors(single ? path : await weightsOf(path));
  const weights = new Map(
    [...tensors]
      .filter(([name]) => !name.endsWith('.num_batches_tracked'))
      .map(([name, value]) => [name, singlePrecision(name, value)]),
  );
  const wasHalf = [...tensors.values()].some(({ type }) => type === 'float16' || type === 'bfloat16');
  if (config !== undefined && named !== undefined) {
    const { mean, std, classifier, input_size: size } = config.pretrained_cfg;
    const input: NetworkInput = { imageSize: size[1], mean, std, channelOrder: 'rgb' };
    return {
      architecture: named,
      classes: config.num_classes,
      head: classifier,
      weights,
      wasHalf,
      ...statedOrAsk(basename(path), { ...input, ...explicit }),
    };
  }
  const architecture = detect(weights);
  const head = headOf(architecture);
  const classes = weights.get(`${head}.weight`)?.dims[0] ?? 0;
  const known = { ...inputFromMetadata(metadata), ...explicit };
  return { architecture, classes, head, weights, wasHalf, ...statedOrAsk(basename(path), known) };
}

async function weightsOf(folder: string): Promise<string> {
  const index = join(folder, 'model.safetensors.index.json');
  const sharded = await stat(index).then(
    () => true,
    () => false,
  );
  return sharded ? index : join(folder, 'model.safetensors');
}

function detect(weights: Weights): ArchitectureName {
  const found = detectArchitecture(new Map([...weights].map(([name, { dims }]) => [name, dims])));
  if (found !== undefined) return found;
  throw new UserError(
    'unsupported',
    'These weights are of no architecture that is built here, and no config.json beside them names one.',
    'Use a ResNet-18, 34 or 50 or a ViT with patches of 16 pixels, or a classifier as ONNX.',
  );
}

function singlePrecision(name: string, value: TensorData): TensorOf<'float32'> {
  const single = toSinglePrecision(value);
  if (single !== null) return single;
  throw new UserError(
    'bad-input',
    `The weights "${name}" are ${value.type} numbers.`,
    'Use weights in float32, float16 or bfloat16.',
  );
}

/**
 * First weights for a network of the same architecture: those of its body, position embeddings resampled to the network's image size; the
 * head's are left out, as it starts anew for other classes. Throws a UserError that names the first tensor that is missing or of another
 * shape.
 */
export function bodyWeights(
  { weights, head }: Pick<Pretrained, 'weights' | 'head'>,
  { parameters, buffers }: TensorSpecs,
): Weights {
  const body = [...parameters, ...buffers].filter(({ name }) => !name.startsWith(`${head}.`));
  return new Map(body.map(({ name, shape }) => [name, fitted(name, weights.get(name), shape)]));
}

function fitted(
  name: string,
  value: TensorOf<'float32'> | undefined,
  shape: readonly number[],
): TensorOf<'float32'> {
  if (value === undefined) throw unfitting(`it has no "${name}"`);
  if (value.dims.join() === shape.join()) return value;
  const [, rows = 1, width] = shape;
  const moved = name === 'pos_embed' ? resamplePositions(value, Math.sqrt(rows - 1)) : null;
  if (moved !== null && moved.dims[2] === width) return moved;
  throw unfitting(`"${name}" is [${value.dims.join(', ')}], the network wants [${shape.join(', ')}]`);
}

const unfitting = (problem: string): UserError =>
  new UserError(
    'bad-input',
    `The pretrained weights do not fit this network: ${problem}.`,
    'Choose the architecture that they were trained with.',
  );
