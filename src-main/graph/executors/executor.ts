import type { Graph } from '../graph.ts';
import type { TensorData } from '../tensor-data.ts';

export interface LoadOptions {
  /** Threads that one operator may use; default: one a physical core. */
  readonly threads?: number | undefined;
  /** Where a profile in Chrome's trace format is written (a path without its ending) when the executable is disposed of. */
  readonly profile?: string;
}

export interface RunOptions {
  /** Output names to compute; default all. */
  readonly outputs?: readonly string[];
  /**
   * Buffers that results are written into, by output name; shapes must fit, and no buffer may also be an input of the same
   * run.
   */
  readonly into?: Readonly<Record<string, TensorData>>;
}

/** A graph that is ready to run. */
export interface Executable {
  /** Every graph input by name. Calls must not overlap. */
  run(feeds: Readonly<Record<string, TensorData>>, options?: RunOptions): Promise<Record<string, TensorData>>;
  dispose(): Promise<void>;
}

/** Something that computes graphs without internal-domain nodes. */
export interface Executor {
  load(graph: Graph, options?: LoadOptions): Promise<Executable>;
}
