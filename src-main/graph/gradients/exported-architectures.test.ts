import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { builderFrom } from '../builder/graph-builder.ts';
import { onnxRuntime } from '../executors/onnxruntime.ts';
import { formula } from '../testing/formula.ts';
import type { Graph } from '../graph.ts';
import { toHalf, toSingle } from '../half-weights.ts';
import { lower } from '../lowering/lower.ts';
import { decodeModel } from '../onnx/decode.ts';
import { withStaticShapes } from '../shapes/static-shapes.ts';
import { elementCount, float32, tensor, type TensorData, type TensorOf } from '../tensor-data.ts';
import { floats } from './testing/cases/run-case.ts';
import { gradients } from './gradients.ts';

/** Norm, projection on numbers by the formula with seed 98, and samples at even distances. */
const summarySchema = z.tuple([z.number(), z.number()], z.number());
type Summary = z.infer<typeof summarySchema>;

/** Seed, range, permutation of the parameter and gradient of a weight. */
const weightSchema = z.tuple([
  z.number(),
  z.number(),
  z.number(),
  z.array(z.number()).nullable(),
  summarySchema.nullable(),
]);

const fixtureSchema = z.object({
  inputs: z.record(
    z.string(),
    z.union([
      z.object({ seed: z.number(), shape: z.array(z.number()) }),
      z.object({ numbers: z.array(z.number()), shape: z.array(z.number()) }),
    ]),
  ),
  output: summarySchema,
  inputGradients: z.record(z.string(), summarySchema),
  weights: z.record(z.string(), weightSchema),
});
type Fixture = z.infer<typeof fixtureSchema>;

const folder = new URL('../fixtures/exported/', import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.onnx'))
  .map((file) => file.slice(0, -'.onnx'.length));

/** Numbers by the formula for the parameter, in the arrangement that the exporter gave it. */
function weight(
  [seed, low, high, order]: Fixture['weights'][string],
  dims: readonly number[],
): TensorOf<'float32'> {
  if (order === null) return formula(seed, dims, low, high);
  const [rows = 1, columns = 1] = dims;
  const { data } = formula(seed, [columns, rows], low, high);
  return float32(
    dims,
    data.map((_, i) => data[(i % columns) * rows + Math.floor(i / columns)]!),
  );
}

function feedsFor(graph: Graph, { inputs, weights }: Fixture): Record<string, TensorData> {
  const as = (name: string, value: TensorOf<'float32'>): TensorData =>
    graph.values.get(name)?.elementType === 'float16' ? toHalf(value) : value;
  const given = Object.entries(inputs).map(([name, input]): [string, TensorData] => [
    name,
    'seed' in input
      ? as(name, formula(input.seed, input.shape))
      : tensor('int64', input.shape, BigInt64Array.from(input.numbers, BigInt)),
  ]);
  const made = Object.entries(weights).map(([name, recipe]): [string, TensorData] => [
    name,
    as(name, weight(recipe, graph.values.get(name)?.shape as readonly number[])),
  ]);
  return Object.fromEntries([...given, ...made]);
}

/** Outputs `output` and the gradients of mean(w * output), each under the name of what it belongs to. */
function differentiated(graph: Graph, wrt: readonly string[]): Graph {
  const b = builderFrom(graph);
  const output = b.value(graph.outputs[0] ?? '');
  const y = output.elementType === 'float32' ? output : b.Cast(output, 'float32');
  const loss = b.ReduceMean(b.Mul(y, b.initializer('loss weights', formula(99, y.shape))));
  const results = gradients(
    b,
    loss,
    wrt.map((name) => b.value(name)),
  );
  b.output('y', y);
  results.forEach((gradient, i) => b.output(`gradient of ${wrt[i] ?? ''}`, gradient));
  return lower(b.finish('differentiated')).graph;
}

/** Below this a reference in double precision is rounding only: the true gradient is zero. */
const VANISHING = 1e-9;

/** How far a tensor is from its summary: the largest difference, relative to the norm (absolute, in thousandfold, for zeros). */
function distance(values: Float32Array, [norm, projection, ...samples]: Summary): number {
  if (norm < VANISHING) return Math.max(...values.map(Math.abs)) * 1000;
  const directions = formula(98, [values.length]).data;
  const places = samples.map((_, i) =>
    Math.trunc((i * (values.length - 1)) / Math.max(1, samples.length - 1)),
  );
  const differences = [
    Math.hypot(...values) - norm,
    values.reduce((sum, value, i) => sum + value * directions[i]!, 0) - projection,
    ...samples.map((sample, i) => values[places[i]!]! - sample),
  ];
  return Math.max(...differences.map(Math.abs)) / norm;
}

/** A thousandth of the norm; thirty times that for models that compute in half precision. */
const toleranceOf = (graph: Graph): number =>
  graph.values.get(graph.outputs[0] ?? '')?.elementType === 'float16' ? 3e-2 : 1e-3;

test.each(names)('%s has the output and the gradients of PyTorch', async (name) => {
  const fixture = fixtureSchema.parse(
    JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as unknown,
  );
  const decoded = decodeModel(readFileSync(new URL(`${name}.onnx`, folder)));
  const shapes = Object.entries(fixture.inputs).map(([input, { shape }]) => [input, shape] as const);
  const graph = withStaticShapes(decoded, { inputs: Object.fromEntries(shapes) });
  const references = [
    ...Object.entries(fixture.inputGradients),
    ...Object.entries(fixture.weights).flatMap(([weightName, [, , , , gradient]]) =>
      gradient === null ? [] : [[weightName, gradient] as const],
    ),
  ];
  const wrt = references.map(([input]) => input);
  const executable = await onnxRuntime.load(differentiated(graph, wrt), { threads: 1 });
  const outputs = await executable.run(feedsFor(graph, fixture));
  await executable.dispose();
  const tolerance = toleranceOf(graph);
  expect(distance(floats(outputs, 'y'), fixture.output)).toBeLessThan(tolerance / 10);
  const wrong = references.flatMap(([input, reference]) => {
    const values = toSingle(outputs[`gradient of ${input}`]!).data;
    expect(values.length).toBe(elementCount(graph.values.get(input)?.shape as readonly number[]));
    const error = distance(values, reference);
    return error < tolerance ? [] : [`${input}: ${error}`];
  });
  expect(wrong).toEqual([]);
});
