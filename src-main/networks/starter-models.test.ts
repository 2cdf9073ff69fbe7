import { expect, test } from 'vitest';
import { createGraphBuilder, type GraphBuilder } from '../graph/builder/graph-builder.ts';
import { loadModel, onnxRuntime } from '../graph/executors/onnxruntime.ts';
import { formula } from '../graph/testing/formula.ts';
import { gradients } from '../graph/gradients/gradients.ts';
import type { Value } from '../graph/graph.ts';
import { lower } from '../graph/lowering/lower.ts';
import { encodeModel } from '../graph/onnx/encode.ts';
import { elementCount, float32, tensor, type TensorData } from '../graph/tensor-data.ts';
import { createClassifier } from './architectures.ts';
import { clip, textTower, visionTower } from './clip/clip.ts';
import { contrastiveLoss } from './clip/contrastive-loss.ts';
import type { ClipSettings } from './clip/settings.ts';
import fixture from './fixtures/starter.json' with { type: 'json' };
import type { TensorSpecs } from './module.ts';
import { portableGraph } from './portable-graph.ts';
import { formulaWeight } from './testing/formula-weights.ts';

const reference = fixture.clip;
const settings: ClipSettings = {
  text: {
    vocabulary: 40,
    positions: 10,
    hiddenSize: 16,
    intermediateSize: 24,
    layers: 2,
    heads: 4,
    projection: 12,
    endId: 39,
    epsilon: 1e-5,
  },
  vision: { imageSize: 16, widths: [8, 12], blocks: [1, 1], projection: 12 },
};

function weights(
  b: GraphBuilder,
  { parameters, buffers }: TensorSpecs,
  known: Readonly<Record<string, TensorData>> = {},
): ReadonlyMap<string, Value> {
  return new Map(
    [...parameters, ...buffers].map(({ name, shape }) => [
      name,
      b.initializer(name, known[name] ?? formulaWeight(name, shape)),
    ]),
  );
}

async function compute(b: GraphBuilder, feeds: Record<string, TensorData>): Promise<Map<string, number[]>> {
  const executable = await onnxRuntime.load(lower(b.finish('reference')).graph, { threads: 1 });
  const outputs = await executable.run(feeds);
  await executable.dispose();
  return new Map(Object.entries(outputs).map(([name, { data }]) => [name, Array.from(data, Number)]));
}

function expectClose(
  actual: readonly number[] | undefined,
  expected: readonly number[],
  tolerance: number,
): void {
  expect(actual?.length).toBe(expected.length);
  const scale = Math.max(...expected.map(Math.abs));
  const worst = Math.max(...expected.map((value, i) => Math.abs(value - (actual?.[i] ?? Number.NaN))));
  expect(worst / scale).toBeLessThan(tolerance);
}

test('the starter backbone is the PyTorch network of the same name', async () => {
  const classifier = createClassifier('resnet-10-narrow', { classes: 5, imageSize: 32 });
  const specs = [...classifier.parameters, ...classifier.buffers];
  expect(Object.fromEntries(specs.map(({ name, shape }) => [name, shape]))).toEqual(fixture.backbone.shapes);
  const b = createGraphBuilder();
  const images = b.input('images', 'float32', [2, 3, 32, 32]);
  const result = classifier.forward(b, images, weights(b, classifier), 'inference');
  b.output('features', result.features);
  b.output('logits', result.logits);
  const outputs = await compute(b, { images: formula(8, [2, 3, 32, 32], -1.5, 1.5) });
  const features = outputs.get('features')?.filter((_, i) => i % 16 === 0);
  expectClose(features, fixture.backbone.features, 1e-4);
  expectClose(outputs.get('logits'), fixture.backbone.logits, 1e-4);
});

const PLACES = 6;
const ids = (rows: readonly (readonly number[])[]): TensorData =>
  tensor('int32', [rows.length, 10], Int32Array.from(rows.flat()));

test('the starter CLIP, its loss and its gradients are those of PyTorch and transformers', async () => {
  const model = clip(settings);
  const b = createGraphBuilder();
  const input = {
    pixels: b.input('pixels', 'float32', [6, 3, 16, 16]),
    ids: b.input('ids', 'int32', [PLACES, 10]),
  };
  const own = b.input('own', 'float32', [6, PLACES]);
  const values = weights(b, model, { logit_scale: float32([], [2]) });
  const { result } = model.forward(b, input, values, 'training');
  const { loss } = contrastiveLoss(b, result, own);
  const names = model.parameters.map(({ name }) => name);
  const parameters = names.map((name) => values.get(name)!);
  gradients(b, loss, parameters).forEach((gradient, i) => b.output(`gradient.${names[i]}`, gradient));
  for (const [name, value] of Object.entries({ loss, images: result.images, texts: result.texts })) {
    b.output(name, value);
  }
  // Two places stay empty: they hold a text that belongs to no picture.
  const blank = [38, ...Array<number>(9).fill(39)];
  const outputs = await compute(b, {
    pixels: formula(7, [6, 3, 16, 16], -1.5, 1.5),
    ids: ids([...reference.ids, blank, blank]),
    own: float32(
      [6, PLACES],
      reference.which.flatMap((text) => Array.from({ length: PLACES }, (_, t) => (t === text ? 1 : 0))),
    ),
  });
  expectClose(outputs.get('images'), reference.imageEmbeds, 1e-4);
  expectClose(outputs.get('texts')?.slice(0, 4 * 12), reference.textEmbeds, 1e-4);
  expectClose(outputs.get('loss'), [reference.loss], 1e-4);
  expect(names.toSorted()).toEqual(Object.keys(reference.gradients).toSorted());
  for (const [name, { norm, elements }] of Object.entries(reference.gradients)) {
    const gradient = outputs.get(`gradient.${name}`) ?? [];
    const some = elements.map((_, i) => gradient[Math.floor((i * gradient.length) / 8)]!);
    // The keys' biases add the same to all scores of a token: their gradient is rounding alone.
    if (name.endsWith('k_proj.bias')) expect(Math.hypot(...gradient)).toBeLessThan(1e-5);
    else {
      expect([name, Math.abs(Math.hypot(...gradient) / norm - 1) < 1e-3]).toEqual([name, true]);
      expect([
        name,
        Math.max(...elements.map((value, i) => Math.abs(value - some[i]!))) / norm < 1e-3,
      ]).toEqual([name, true]);
    }
  }
});

test('the states of a text are those of transformers, and what follows its end changes nothing before it', async () => {
  const tower = textTower(settings.text);
  const b = createGraphBuilder();
  const { result } = tower.forward(b, b.input('ids', 'int32', [4, 10]), weights(b, tower), 'inference');
  b.output('states', result.states);
  b.output('embeds', result.embeds);
  const outputs = await compute(b, { ids: ids(reference.ids) });
  expectClose(
    outputs.get('states')?.filter((_, i) => i % 7 === 0),
    reference.states,
    1e-4,
  );
  expectClose(outputs.get('embeds'), reference.textEmbeds, 1e-4);
  const b2 = createGraphBuilder();
  const shorter = tower.forward(b2, b2.input('ids', 'int32', [4, 9]), weights(b2, tower), 'inference');
  b2.output('embeds', shorter.result.embeds);
  const cut = tensor('int32', [4, 9], Int32Array.from(reference.ids.flatMap((row) => row.slice(0, 9))));
  expectClose((await compute(b2, { ids: cut })).get('embeds'), reference.textEmbeds, 1e-4);
});

test('a tower is exported as plain ONNX for any number of texts or pictures', async () => {
  const text = textTower(settings.text);
  const shapes = new Map(text.parameters.map(({ name, shape }) => [name, shape]));
  const graph = portableGraph({
    name: 'text',
    specs: text,
    tensor: (name) => formulaWeight(name, shapes.get(name) ?? []),
    build: (b, values) => {
      const input = b.input('input_ids', 'int64', [1, settings.text.positions]);
      return { text_embeds: text.forward(b, input, values, 'inference').result.embeds };
    },
  });
  const model = await loadModel(encodeModel(graph));
  expect(model.inputs).toEqual([{ name: 'input_ids', type: 'int64', dims: ['batch', 10] }]);
  for (const count of [1, 4]) {
    const data = BigInt64Array.from(reference.ids.slice(0, count).flat(), BigInt);
    const { text_embeds: embeds } = await model.run({ input_ids: tensor('int64', [count, 10], data) });
    const { data: values = [] } = embeds ?? {};
    expectClose(Array.from(values, Number), reference.textEmbeds.slice(0, count * 12), 1e-4);
  }
  await model.dispose();

  const vision = visionTower(settings.vision);
  const names = [...vision.parameters, ...vision.buffers];
  const pictures = portableGraph({
    name: 'vision',
    specs: vision,
    tensor: (name) => formulaWeight(name, names.find((spec) => spec.name === name)?.shape ?? []),
    build: (b, values) => {
      const pixels = b.input('pixel_values', 'float32', [1, 3, 16, 16]);
      return { image_embeds: vision.forward(b, pixels, values, 'inference').result };
    },
  });
  const seeing = await loadModel(encodeModel(pictures));
  const both = formula(7, [2, 3, 16, 16], -1.5, 1.5);
  const rows = async (count: number): Promise<number[]> => {
    const dims = [count, 3, 16, 16];
    const pixels = float32(dims, both.data.subarray(0, elementCount(dims)));
    return Array.from((await seeing.run({ pixel_values: pixels }))['image_embeds']?.data ?? [], Number);
  };
  expectClose(await rows(1), (await rows(2)).slice(0, 12), 1e-5);
  await seeing.dispose();
});
