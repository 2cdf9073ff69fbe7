import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../src-shared/errors.ts';
import { checkModelFile } from '../files/model-file.ts';
import { readJsonIfThere } from '../files/read-json.ts';
import { type ArchitectureName, type ClassifierSettings, createClassifier } from './architectures.ts';
import type { Classifier } from './classifier.ts';
import { importNetwork, type StatedInput } from './imported/imported-network.ts';
import { type NetworkInput, networkInputSchema } from './network-input.ts';
import { type Pretrained, readPretrained } from './pretrained.ts';

/** A trained classifier of any origin, to begin training with. */
export interface TrainedNetwork extends NetworkInput, Pick<Pretrained, 'classes' | 'head' | 'weights'> {
  /** `imported`: one that is not built here but comes from an ONNX file. */
  readonly architecture: ArchitectureName | 'imported';
  /** What became of an imported network, for people. */
  readonly notes: readonly string[];
  /** The same network for other classes and, where it allows that, another image size. Throws a UserError where it does not. */
  readonly createClassifier: (settings: ClassifierSettings) => Classifier;
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
 * Reads a folder with a trained classifier: weights of an architecture that is built here (see `readPretrained`), or, where there are none, an
 * ONNX file (`model.onnx`, or the only one) with what `config.json` states about its pictures. `stated` goes before both. Throws a
 * UserError that says what is missing, damaged or cannot be trained.
 */
export async function readTrainedNetwork(folder: string, stated: StatedInput = {}): Promise<TrainedNetwork> {
  const files = await readdir(folder).catch(() => []);
  const onnx = files.filter((name) => name.endsWith('.onnx'));
  const weights = files.some((name) => /^model\.safetensors(\.index\.json)?$/.test(name));
  if (weights || onnx.length === 0) {
    const { layout: _, ...input } = stated;
    const pretrained = await readPretrained(folder, input);
    const { architecture } = pretrained;
    return {
      ...pretrained,
      notes: [],
      createClassifier: (settings) => createClassifier(architecture, settings),
    };
  }
  const file = onnx.includes('model.onnx') ? 'model.onnx' : onnx[0];
  if (file === undefined || (onnx.length > 1 && file !== 'model.onnx')) {
    throw new UserError(
      'bad-input',
      `The folder "${basename(folder)}" holds ${onnx.length} ONNX files.`,
      'Call the one to use model.onnx, or put it into a folder of its own.',
    );
  }
  return readOnnx(folder, file, stated);
}

async function readOnnx(folder: string, file: string, stated: StatedInput): Promise<TrainedNetwork> {
  const config = await readJsonIfThere(join(folder, 'config.json'), statedSchema);
  await checkModelFile(join(folder, file));
  const network = importNetwork(await readFile(join(folder, file)), {
    name: file,
    stated: { ...fromConfig(config?.pretrained_cfg), ...stated },
    readExternal: ({ path, offset, length }) => {
      const whole = readFileSync(join(folder, ownFile(path)));
      return whole.subarray(offset, length === undefined ? undefined : offset + length);
    },
  });
  return { ...network, architecture: 'imported' };
}

function fromConfig(config: z.infer<typeof statedSchema>['pretrained_cfg'] | undefined): StatedInput {
  const { input_size: size, mean, std, channel_order: channelOrder, layout } = config ?? {};
  const given = { imageSize: size?.[1], mean, std, channelOrder, layout };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** The file is somebody else's: it must not lead out of its folder. */
function ownFile(location: string): string {
  if (location === basename(location) && location !== '..') return location;
  throw new UserError(
    'bad-input',
    `The ONNX file keeps weights in "${location}", which is no file beside it.`,
  );
}
