import { createRandom, hashSeed } from '../../../../src-shared/random.ts';
import type { Executor } from '../../executors/executor.ts';
import type { Graph } from '../../graph.ts';
import { elementCount, float32, type TensorData } from '../../tensor-data.ts';

const LEAST_RUNS = 3;
const MOST_RUNS = 20;
/** Time for one graph beyond its least runs. */
const ENOUGH_MS = 80;

/** A period that is no multiple of any block. */
const NOISE = 1021;

function noise(name: string, shape: readonly number[]): TensorData {
  const random = createRandom(hashSeed(name));
  const period = Float32Array.from({ length: NOISE }, () => random.normal());
  const data = new Float32Array(elementCount(shape));
  for (let at = 0; at < data.length; at += NOISE) data.set(period.subarray(0, data.length - at), at);
  return float32(shape, data);
}

export interface TimingOptions {
  readonly executor: Executor;
  readonly threads?: number | undefined;
  /** Milliseconds beyond which the graph is of no interest: it is then run once. */
  readonly limit: number;
}

/**
 * Shortest time of a run in milliseconds, with inputs of random float32 numbers. The first run, which allocates, does not count unless it says
 * that the graph is far too slow.
 */
export async function timeGraph(graph: Graph, { executor, threads, limit }: TimingOptions): Promise<number> {
  const feeds = Object.fromEntries(
    graph.inputs.map((name) => [name, noise(name, (graph.values.get(name)?.shape ?? []).map(Number))]),
  );
  const executable = await executor.load(graph, { threads });
  const once = async (): Promise<number> => {
    const start = performance.now();
    await executable.run(feeds);
    return performance.now() - start;
  };
  try {
    const first = await once();
    if (first > 4 * limit) return first;
    let [best, spent] = [Number.POSITIVE_INFINITY, 0];
    for (let run = 0; run < MOST_RUNS && (run < LEAST_RUNS || spent < ENOUGH_MS); run++) {
      const time = await once();
      best = Math.min(best, time);
      spent += time;
    }
    return best;
  } finally {
    await executable.dispose();
  }
}
