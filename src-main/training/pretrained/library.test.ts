import { existsSync } from 'node:fs';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { trainingSettingsSchema } from '../../../src-shared/domain/training.ts';
import { startEngine } from '../../engine/start-engine.ts';
import type { Graph } from '../../graph/graph.ts';
import { toHalf } from '../../graph/half-weights.ts';
import { encodeModel } from '../../graph/onnx/encode.ts';
import { silentLog } from '../../log/log.ts';
import { createClassifier } from '../../networks/architectures.ts';
import { fullyConnected, small } from '../../networks/imported/testing/small-network.ts';
import { writeSafetensors } from '../../networks/safetensors-files.ts';
import { formulaWeight } from '../../networks/testing/formula-weights.ts';
import { temporaryFolder } from '../../project/testing/temporary-project.ts';
import { checkPretrained, createPretrainedLibrary, offeredNetwork } from './library.ts';

vi.setConfig({ testTimeout: 300_000 });

const onnxFiles = fileURLToPath(new URL('../../../../shared/data/onnx/', import.meta.url));
const network = small((b, parts) => ({ logits: fullyConnected(b, parts) }));

let home: Awaited<ReturnType<typeof temporaryFolder>>;
let engine: ReturnType<typeof startEngine>;
beforeAll(() => {
  engine = startEngine({ role: 'images', log: silentLog });
});
afterAll(() => engine.dispose());
beforeEach(async () => {
  home = await temporaryFolder();
  process.env['VARIEGATE_HOME'] = join(home.path, 'app');
});
afterEach(() => home[Symbol.asyncDispose]());

const library = () => createPretrainedLibrary(engine);

async function onnxFile(name: string, graph: Graph): Promise<string> {
  const path = join(home.path, name);
  await writeFile(path, encodeModel(graph));
  return path;
}

/** What clients see of the model with that id. */
async function offered(id: string) {
  const model = (await library().listModels()).find((each) => each.id === id);
  return model && offeredNetwork(model);
}

test('a single ONNX file says what it is and what becomes of it', async () => {
  const id = await library().addModel(await onnxFile('small.onnx', network));
  expect(await offered(id)).toMatchObject({
    name: 'small.onnx',
    architecture: 'imported',
    parameters: 6 * 3 * 9 + 2 * 6,
    classes: 5,
    imageSize: 8,
    notes: ['Its last layer (Gemm, 5 classes) is replaced.', '1 batch norm layer trains again.'],
    problem: null,
  });
});

test('what a file does not say of its pictures is asked for, and what was stated is remembered', async () => {
  const path = await onnxFile('silent.onnx', { ...network, metadata: {} });
  await expect(library().addModel(path)).rejects.toThrow(/silent\.onnx does not say how its pictures/);
  const id = await library().addModel(path, { mean: [0, 0, 0], std: [1, 1, 1] });
  expect(await library().usableModel(id)).toMatchObject({ stated: { mean: [0, 0, 0] } });
  await library().addModel(path, { mean: [0, 0, 0], std: [1, 1, 1], imageSize: 16 });
  expect(await offered(id)).toMatchObject({ imageSize: 16, problem: null });
  expect((await library().listModels()).filter(({ folder }) => folder === path)).toHaveLength(1);
});

test('a quantised network is refused with the reason; one that is gone stays listed with it', async () => {
  const [node] = network.nodes;
  const nodes = [{ ...node!, op: 'QLinearConv' }, ...network.nodes.slice(1)];
  const quantised = await onnxFile('quantised.onnx', { ...network, nodes });
  await expect(library().addModel(quantised)).rejects.toThrow(/quantised to whole numbers.*QLinearConv/);
  const path = await onnxFile('small.onnx', network);
  const id = await library().addModel(path);
  await rm(path);
  expect(await offered(id)).toMatchObject({
    architecture: null,
    notes: [],
    problem: expect.stringContaining('"small.onnx" of this model is not there any more') as string,
  });
});

test('weights of an architecture that is built here', async () => {
  const { parameters, buffers } = createClassifier('cifar-resnet', { classes: 7, imageSize: 32 });
  const tensors = new Map(
    [...parameters, ...buffers].map(({ name, shape }) => [name, toHalf(formulaWeight(name, shape))]),
  );
  const folder = join(home.path, 'weights');
  await mkdir(folder);
  const metadata = { mean: '[0.5,0.5,0.5]', std: '[0.5,0.5,0.5]', image_size: '32' };
  const id = await library().addModel(await writeSafetensors(folder, 'run 3', { tensors, metadata }));
  const facts = await offered(id);
  expect(facts).toMatchObject({
    name: 'run 3.safetensors',
    architecture: 'cifar-resnet',
    classes: 7,
    notes: ['Its last layer (fc, 7 classes) is replaced.', 'Converted from half to single precision.'],
  });
  // He et al. 2016, table 6: 0.27 million for 20 layers; here shortcuts have projections.
  expect(facts?.parameters).toBeGreaterThan(268_000);
  expect(facts?.parameters).toBeLessThan(275_000);
  const settings = { ...trainingSettingsSchema.parse({}), pretrained: id };
  expect(await checkPretrained(library(), settings)).toEqual([]);
  const [problem] = await checkPretrained(library(), { ...settings, architecture: 'imported' });
  expect(problem).toBe(
    '"run 3.safetensors" is a cifar-resnet, not an imported network. Choose cifar-resnet, or no pretrained network.',
  );
});

test.skipIf(!existsSync(onnxFiles))('a network in half precision without batch norm', async () => {
  const path = join(home.path, 'squeezenet.onnx');
  await copyFile(join(onnxFiles, 'squeezenet1.1-fp16.onnx'), path);
  const id = await library().addModel(path, { mean: [0.48, 0.46, 0.41], std: [1, 1, 1] });
  const { parameters, classes, notes } = (await offered(id))!;
  expect({ parameters, classes }).toEqual({ parameters: 722_496, classes: 1000 });
  expect(notes).toEqual([
    'Its last layer (Conv, 1000 classes) is replaced.',
    'It has no batch norm; one that was folded stays so.',
    'Converted from half to single precision.',
    'Its dropout stays off.',
    expect.stringMatching(/^Converted from operator set \d+ to 20\.$/),
  ]);
});
