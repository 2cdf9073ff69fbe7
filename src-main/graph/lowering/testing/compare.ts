import { createRandom, hashSeed } from '../../../../src-shared/random.ts';
import { onnxRuntime } from '../../executors/onnxruntime.ts';
import type { Graph } from '../../graph.ts';
import { elementCount, float32, type TensorData } from '../../tensor-data.ts';

/** Normally distributed values for every input of the graph, by its name and shape. */
export function randomFeeds(graph: Graph): Record<string, TensorData> {
  return Object.fromEntries(
    graph.inputs.map((name) => {
      const shape = (graph.values.get(name)?.shape ?? []).map(Number);
      const random = createRandom(hashSeed(name, ...shape));
      return [
        name,
        float32(
          shape,
          Array.from({ length: elementCount(shape) }, () => random.normal()),
        ),
      ];
    }),
  );
}

export async function runGraph(
  graph: Graph,
  feeds: Readonly<Record<string, TensorData>>,
): Promise<Record<string, TensorData>> {
  const executable = await onnxRuntime.load(graph, { threads: 1 });
  try {
    return await executable.run(feeds);
  } finally {
    await executable.dispose();
  }
}

/** Largest difference of any output, relative to the largest value of that output. */
export function worstDifference(
  wanted: Readonly<Record<string, TensorData>>,
  got: Readonly<Record<string, TensorData>>,
): number {
  const differences = Object.entries(wanted).map(([name, value]) => {
    const other = got[name];
    if (value.type !== 'float32' || other?.type !== 'float32') throw new TypeError(`No floats in ${name}.`);
    if (value.dims.join() !== other.dims.join()) throw new TypeError(`${name} has another shape.`);
    const scale = value.data.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    const worst = value.data.reduce((most, x, i) => Math.max(most, Math.abs(x - other.data[i]!)), 0);
    return worst / (scale || 1);
  });
  return Math.max(...differences);
}
