import type { Graph } from '../graph.ts';
import type { TensorData } from '../tensor-data.ts';

export interface LoadOptions {
  /** Threads that one operator may use; default: one a physical core. */
  readonly threads?: number | undefined;
  /** Where a profile in Chrome's trace format is written (a path without its ending) when the executable is disposed of. */
  readonly profile?: string;
  /**
   * Outputs that are inputs of the next run, by the name of the output. An executor whose results need not leave a device keeps them there
   * (`Executable.carried`); any other may ignore this.
   */
  readonly carried?: Readonly<Record<string, string>>;
  /** Inputs that are the same for all runs that are given together. */
  readonly constant?: readonly string[];
}

/** Values that go from one run to the next where the graph is computed, by the name of the input. */
export interface CarriedValues {
  /** What the next run begins with; from then on runs neither take these inputs nor give the outputs that belong to them. */
  write(values: Readonly<Record<string, TensorData>>): void;
  /** As the last run left them. */
  read(): Promise<Record<string, TensorData>>;
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
  /** Several runs in order, each beginning with what the one before left; only where the executor gains by that. */
  runSteps?(
    feeds: readonly Readonly<Record<string, TensorData>>[],
  ): Promise<Readonly<Record<string, TensorData>>[]>;
  /** Only where the executor keeps what `LoadOptions.carried` names. */
  readonly carried?: CarriedValues | undefined;
  dispose(): Promise<void>;
}

/** Something that computes graphs without internal-domain nodes. */
export interface Executor {
  /** Runs of a graph with carried values that are worth giving together (`Executable.runSteps`); absent: one. */
  readonly stepsAtOnce?: number;
  load(graph: Graph, options?: LoadOptions): Promise<Executable>;
}
