import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import {
  type NetworkInput,
  networkInputSchema,
  type StatedInput,
} from '../../src-shared/domain/network-input.ts';
import { UserError } from '../../src-shared/errors.ts';
import { checkModelFile } from '../files/model-file.ts';
import { readJsonIfThere } from '../files/read-json.ts';
import { elementCount } from '../graph/tensor-data.ts';
import { type ArchitectureName, type ClassifierSettings, createClassifier } from './architectures.ts';
import type { Classifier } from './classifier.ts';
import { importNetwork } from './imported/imported-network.ts';
import { given } from './network-input.ts';
import { observeClassifier, type ObservedGraph } from './observed-graph.ts';
import { type Pretrained, readPretrained } from './pretrained.ts';

/** A trained classifier of any origin, to begin training with. */
export interface TrainedNetwork extends NetworkInput, Pick<Pretrained, 'classes' | 'head' | 'weights'> {
  /** `imported`: one that is not built here but comes from an ONNX file. */
  readonly architecture: ArchitectureName | 'imported';
  /** Numbers that training changes, without the head's. */
  readonly parameterCount: number;
  /** What becomes of the network in training, for people. */
  readonly notes: readonly string[];
  /** The same network for other classes and, where it allows that, another image size. Throws a UserError where it does not. */
  readonly createClassifier: (settings: ClassifierSettings) => Classifier;
  /** The network as it was trained, its own last layer included, for so many pictures at once. */
  readonly observe: (batch: number) => ObservedGraph;
}

const { shape } = networkInputSchema;

/** `config.json` beside an ONNX file, as timm's: what the file itself does not say. */
const statedSchema = z.object({
  pretrained_cfg: z.object({
    input_size: z.tuple([z.literal(3), shape.imageSize, shape.imageSize]).optional(),
    mean: shape.mean.optional(),
    std: shape.std.optional(),
    channel_order: shape.channelOrder.optional(),
    layout: z.enum(['nchw', 'nhwc']).optional(),
  }),
});

/**
 * Reads a trained classifier: a folder with weights of an architecture that is built here (see `readPretrained`) or, where there are none, with an
 * ONNX file (`model.onnx`, or the only one) and what `config.json` states about its pictures; or a single `.safetensors` or `.onnx` file.
 * `stated` goes before both. Throws a UserError that says what is missing, damaged or cannot be trained.
 */
export async function readTrainedNetwork(path: string, stated: StatedInput = {}): Promise<TrainedNetwork> {
  if (path.endsWith('.onnx')) return readOnnx(dirname(path), basename(path), stated);
  if (/\.safetensors(\.index\.json)?$/.test(path)) return readNative(path, stated);
  const files = await readdir(path).catch(() => []);
  const onnx = files.filter((name) => name.endsWith('.onnx'));
  const weights = files.some((name) => /^model\.safetensors(\.index\.json)?$/.test(name));
  if (weights || onnx.length === 0) return readNative(path, stated);
  const file = onnx.includes('model.onnx') ? 'model.onnx' : onnx[0];
  if (file === undefined || (onnx.length > 1 && file !== 'model.onnx')) {
    throw new UserError(
      'bad-input',
      `The folder "${basename(path)}" holds ${onnx.length} ONNX files.`,
      'Name the file itself, or call the one to use model.onnx.',
    );
  }
  const config = await readJsonIfThere(join(path, 'config.json'), statedSchema);
  return readOnnx(path, file, { ...given(fromConfig(config?.pretrained_cfg)), ...given(stated) });
}

async function readNative(path: string, stated: StatedInput): Promise<TrainedNetwork> {
  const pretrained = await readPretrained(path, stated);
  const { architecture, classes, head, imageSize, wasHalf, weights } = pretrained;
  const own = createClassifier(architecture, { classes, imageSize });
  const body = own.parameters.filter(({ name }) => !name.startsWith(`${head}.`));
  return {
    ...pretrained,
    parameterCount: body.reduce((sum, { shape: extents }) => sum + elementCount(extents), 0),
    notes: [
      `Its last layer (${head}, ${classes} classes) is replaced.`,
      ...(weights.has('pos_embed')
        ? ['Its position embeddings are resampled for pictures of another size.']
        : []),
      ...(wasHalf ? ['Converted from half to single precision.'] : []),
    ],
    createClassifier: (settings) => createClassifier(architecture, settings),
    observe: (batch) => observeClassifier(own, weights, batch),
  };
}

async function readOnnx(folder: string, file: string, stated: StatedInput): Promise<TrainedNetwork> {
  await checkModelFile(join(folder, file));
  const external = new Map<string, Buffer>();
  const network = importNetwork(await readFile(join(folder, file)), {
    name: file,
    stated,
    readExternal: ({ path, offset, length }) => {
      const whole = external.get(path) ?? readFileSync(join(folder, ownFile(path)));
      external.set(path, whole);
      return whole.subarray(offset, length === undefined ? undefined : offset + length);
    },
  });
  return { ...network, architecture: 'imported' };
}

function fromConfig(config: z.infer<typeof statedSchema>['pretrained_cfg'] | undefined): StatedInput {
  const { input_size: size, mean, std, channel_order: channelOrder, layout } = config ?? {};
  return { imageSize: size?.[1], mean, std, channelOrder, layout };
}

/** The file is somebody else's: it must not lead out of its folder. */
function ownFile(location: string): string {
  if (location === basename(location) && location !== '..') return location;
  throw new UserError(
    'bad-input',
    `The ONNX file keeps weights in "${location}", which is no file beside it.`,
  );
}
