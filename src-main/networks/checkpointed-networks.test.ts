import { expect, test } from 'vitest';
import { createGraphBuilder } from '../graph/builder/graph-builder.ts';
import { onnxRuntime } from '../graph/executors/onnxruntime.ts';
import { formula } from '../graph/testing/formula.ts';
import { gradients } from '../graph/gradients/gradients.ts';
import type { Graph } from '../graph/graph.ts';
import { cpuTarget } from '../graph/lowering/blocked/probe.ts';
import type { ForwardPass } from '../graph/memory/forward-pass.ts';
import { peakBytes } from '../graph/memory/peak-memory.ts';
import { recompute } from '../graph/memory/recompute.ts';
import { cutPlaces } from '../graph/memory/segments.ts';
import { passOf } from '../graph/memory/testing/training-graphs.ts';
import type { TensorData } from '../graph/tensor-data.ts';
import { type ArchitectureName, createClassifier } from './architectures.ts';
import { formulaWeight } from './testing/formula-weights.ts';

interface Size {
  readonly batch: number;
  readonly imageSize: number;
}

/** A network's loss, new statistics, and updates by its gradients. */
async function trainingPass(
  architecture: ArchitectureName,
  { batch, imageSize }: Size,
): Promise<ForwardPass> {
  const b = createGraphBuilder();
  const classifier = createClassifier(architecture, { classes: 5, imageSize });
  const images = b.input('images', 'float32', [batch, 3, imageSize, imageSize]);
  const specs = [...classifier.parameters, ...classifier.buffers];
  const weights = new Map(specs.map(({ name, shape }) => [name, b.input(name, 'float32', shape)]));
  const { logits, buffers } = classifier.forward(b, images, weights, 'training');
  const loss = b.ReduceMean(b.Mul(logits, b.LogSoftmax(logits)), undefined, false);
  const trained = classifier.parameters.map(({ name }) => weights.get(name)!);
  gradients(b, loss, trained).forEach((gradient, i) =>
    b.output(`next ${trained[i]!.name}`, b.Sub(trained[i]!, gradient)),
  );
  for (const [name, value] of buffers) b.output(`next ${name}`, value);
  b.output('loss', loss);
  return passOf(b.finish('step'), await cpuTarget());
}

function feedsOf({ inputs, values }: Graph): Record<string, TensorData> {
  const shapeOf = (name: string) => values.get(name)?.shape?.map(Number) ?? [];
  const feed = (name: string): TensorData =>
    name === 'images' ? formula(4, shapeOf(name), -1, 1) : formulaWeight(name, shapeOf(name));
  return Object.fromEntries(inputs.map((name) => [name, feed(name)]));
}

async function results(graph: Graph, feeds: Record<string, TensorData>) {
  const executable = await onnxRuntime.load(graph, { threads: 1 });
  const outputs = await executable.run(feeds);
  await executable.dispose();
  return outputs;
}

test.each(['cifar-resnet', 'vit-tiny'] satisfies ArchitectureName[])(
  '%s: computed again, activations give the very same loss, updates and statistics',
  async (architecture) => {
    const pass = await trainingPass(architecture, { batch: 24, imageSize: 32 });
    const feeds = feedsOf(pass.graph);
    const plain = await results(pass.graph, feeds);
    for (const count of [2, 5]) {
      const graph = recompute(pass, cutPlaces(pass, count));
      expect(graph.nodes.length).toBeGreaterThan(pass.graph.nodes.length + 20);
      expect(await results(graph, feeds)).toEqual(plain);
    }
  },
  300_000,
);

test.each([
  ['resnet-50', 0.6],
  ['vit-tiny', 0.4],
] satisfies [ArchitectureName, number][])(
  '%s with pictures of 224 pixels takes much less in 6 segments',
  async (name, share) => {
    const pass = await trainingPass(name, { batch: 16, imageSize: 224 });
    expect(peakBytes(recompute(pass, cutPlaces(pass, 6)))).toBeLessThan(share * peakBytes(pass.graph));
  },
);

test('what a step takes grows with the batch and the pictures, about in proportion', async () => {
  const peakOf = async (batch: number, imageSize: number): Promise<number> =>
    peakBytes((await trainingPass('cifar-resnet', { batch, imageSize })).graph);
  const [one, two, four] = [await peakOf(8, 32), await peakOf(16, 32), await peakOf(32, 32)];
  expect(two / one).toBeGreaterThan(1.8);
  expect(two / one).toBeLessThan(2.05);
  expect(four / two).toBeGreaterThan(1.8);
  expect((await peakOf(8, 64)) / one).toBeGreaterThan(3.5);
});
