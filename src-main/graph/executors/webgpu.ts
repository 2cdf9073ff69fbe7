import { createGraphBuilder } from '../builder/graph-builder.ts';
import type { Graph } from '../graph.ts';
import { encodeModel } from '../onnx/encode.ts';
import type { TensorData } from '../tensor-data.ts';
import type { CarriedValues, Executable, Executor, LoadOptions, RunOptions } from './executor.ts';
import { type InferenceSession, ort, type Tensor } from './runtime.ts';
import { fromOrt, toOrt } from './runtime-tensors.ts';

type Tensors = Readonly<Record<string, Tensor>>;

const open = (graph: Graph, options: InferenceSession.SessionOptions = {}): Promise<InferenceSession> =>
  ort.InferenceSession.create(encodeModel(graph), {
    executionProviders: ['webgpu'],
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    ...options,
  });

/** The values by name as they come in: with outputs in memory, running it copies them from the device. */
function copyOf(graph: Graph, names: readonly string[]): Graph {
  const b = createGraphBuilder();
  for (const name of names) {
    const { elementType, shape } = graph.values.get(name) ?? { elementType: 'float32', shape: [] };
    b.output(`copy/${name}`, b.Identity(b.input(name, elementType, (shape ?? []).map(Number))));
  }
  return b.finish('copy');
}

/** The tensors on the device that one run leaves for the next. */
class DeviceValues implements CarriedValues {
  /** Input name by output name. */
  readonly #pairs: ReadonlyMap<string, string>;
  readonly #graph: Graph;
  #held: Tensors = {};
  #copy: Promise<InferenceSession> | null = null;

  constructor(graph: Graph, pairs: Readonly<Record<string, string>>) {
    this.#graph = graph;
    this.#pairs = new Map(Object.entries(pairs));
  }

  get inputs(): Tensors {
    return this.#held;
  }

  has(output: string): boolean {
    return this.#pairs.has(output);
  }

  write(values: Readonly<Record<string, TensorData>>): void {
    this.#release();
    this.#held = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, toOrt(value)]));
  }

  /** Those of a run's results that the next one begins with; what it began with itself is given up. */
  take(results: Readonly<Record<string, Tensor>>): void {
    const next = [...this.#pairs].flatMap(([output, input]) => {
      const value = results[output];
      return value === undefined ? [] : [[input, value] as const];
    });
    this.#release();
    this.#held = Object.fromEntries(next);
  }

  /** `getData` of a tensor on the device ends the process in ONNX Runtime 1.30 for Node; a graph that copies does not. */
  async read(): Promise<Record<string, TensorData>> {
    const names = [...this.#pairs.values()];
    this.#copy ??= open(copyOf(this.#graph, names));
    const results = await (await this.#copy).run({ ...this.#held });
    return Object.fromEntries(names.map((name) => [name, fromOrt(resultOf(results, `copy/${name}`))]));
  }

  async dispose(): Promise<void> {
    this.#release();
    await (await this.#copy)?.release();
  }

  #release(): void {
    for (const value of Object.values(this.#held)) value.dispose();
    this.#held = {};
  }
}

const resultOf = (results: Readonly<Record<string, Tensor>>, name: string): Tensor => {
  const value = results[name];
  if (value === undefined) throw new Error(`The graph gave no output "${name}".`);
  return value;
};

class WebGpuExecutable implements Executable {
  readonly carried: DeviceValues | undefined;
  readonly #session: InferenceSession;

  constructor(session: InferenceSession, carried: DeviceValues | undefined) {
    this.#session = session;
    this.carried = carried;
  }

  async run(
    feeds: Readonly<Record<string, TensorData>>,
    { outputs = this.#session.outputNames }: RunOptions = {},
  ): Promise<Record<string, TensorData>> {
    const given = Object.entries(feeds).map(([name, data]) => [name, toOrt(data)] as const);
    const kept = this.#session.outputNames.filter((name) => this.carried?.has(name));
    const asked = [...new Set([...outputs, ...kept])];
    const results = await this.#session.run({ ...Object.fromEntries(given), ...this.carried?.inputs }, asked);
    this.carried?.take(results);
    const told = outputs.filter((name) => !kept.includes(name));
    return Object.fromEntries(told.map((name) => [name, fromOrt(resultOf(results, name))]));
  }

  async dispose(): Promise<void> {
    await this.carried?.dispose();
    await this.#session.release();
  }
}

async function load(graph: Graph, { carried }: LoadOptions = {}): Promise<Executable> {
  const kept = Object.keys(carried ?? {});
  const location = Object.fromEntries(kept.map((name) => [name, 'gpu-buffer'] as const));
  const session = await open(graph, kept.length > 0 ? { preferredOutputLocation: location } : {});
  return new WebGpuExecutable(session, carried && new DeviceValues(graph, carried));
}

/**
 * Runs graphs with onnxruntime-node on a graphics processor, by WebGPU. Operators that the provider lacks run on the CPU. Results may differ from run to
 * run in their last bits. Carried values stay on the device.
 */
export const webGpu: Executor = { load };
