import type { Tensor } from '@tensorflow/tfjs-core';
import { UserError } from '../../../../src-shared/errors.ts';
import type { Graph } from '../../graph.ts';
import type { TensorData } from '../../tensor-data.ts';
import type { Executable, Executor, LoadOptions, RunOptions } from '../executor.ts';
import { differentiate } from './differentiate.ts';
import { Program } from './program.ts';
import { fromTensor, type TensorFlow, toTensor } from './tensors.ts';

type Feeds = Readonly<Record<string, TensorData>>;
type Results = Record<string, TensorData>;

export interface GradientTarget {
  /** A value of one element, by name. */
  readonly loss: string;
  /** Graph inputs or stored tensors, float32. */
  readonly wrt: readonly string[];
}

/** A graph that TensorFlow.js differentiates. */
export interface DifferentiatedGraph {
  /** All graph outputs, and the gradients of the loss by the names of `wrt`. Calls must not overlap. */
  run(feeds: Feeds): Promise<{ readonly outputs: Results; readonly gradients: Results }>;
  dispose(): Promise<void>;
}

export interface TensorFlowExecutor extends Executor {
  /**
   * Loads a forward graph whose gradients TensorFlow.js computes by itself: nothing of this program's own rules takes part.
   * Running it throws a `UserError` that names operator and node where TensorFlow.js has no gradient.
   */
  valueAndGradients(graph: Graph, target: GradientTarget): Promise<DifferentiatedGraph>;
}

/** Every graph input as a tensor; a missing or unfitting one is named. */
function uploaded(tf: TensorFlow, { graph, type }: Uploading, feeds: Feeds): Map<string, Tensor> {
  return new Map(
    graph.inputs.map((name) => {
      const value = feeds[name];
      const { elementType, shape } = type(name);
      if (value === undefined) throw new Error(`Input "${name}" is missing.`);
      if (value.type !== elementType || value.dims.join() !== shape.join()) {
        const [given, wanted] = [
          `${value.type} [${value.dims.join(', ')}]`,
          `${elementType} [${shape.join(', ')}]`,
        ];
        throw new Error(`Input "${name}" is ${given}, the graph wants ${wanted}.`);
      }
      return [name, toTensor(tf, name, value)] as const;
    }),
  );
}

type Uploading = { readonly graph: Graph; readonly type: Program['type'] };

class TensorFlowExecutable implements Executable {
  readonly #tf: TensorFlow;
  readonly #program: Program;

  constructor(tf: TensorFlow, program: Program) {
    this.#tf = tf;
    this.#program = program;
  }

  async run(
    feeds: Feeds,
    { outputs = this.#program.graph.outputs, into = {} }: RunOptions = {},
  ): Promise<Results> {
    const tf = this.#tf;
    const program = this.#program;
    const tensors = tf.tidy(() => {
      const inputs = uploaded(tf, { graph: program.graph, type: (name) => program.type(name) }, feeds);
      return Object.fromEntries(program.evaluate({ inputs, outputs }));
    });
    return downloaded(program, tensors, into);
  }

  dispose(): Promise<void> {
    this.#program.dispose();
    return Promise.resolve();
  }
}

async function downloaded(
  program: Program,
  tensors: Readonly<Record<string, Tensor>>,
  into: Readonly<Record<string, TensorData>> = {},
): Promise<Results> {
  const results: Results = {};
  for (const [name, tensor] of Object.entries(tensors)) {
    const result = await fromTensor(tensor, program.type(name));
    const target = into[name];
    results[name] = target === undefined ? result : copied(name, result, target);
  }
  return results;
}

function copied(name: string, from: TensorData, to: TensorData): TensorData {
  if (from.type !== to.type || from.dims.join() !== to.dims.join()) {
    throw new Error(`The buffer for "${name}" does not fit.`);
  }
  if (to.type === 'int64' || to.type === 'uint64') to.data.set(from.data as BigInt64Array & BigUint64Array);
  else if (to.type !== 'string') to.data.set(from.data as Float32Array);
  return to;
}

function checkTarget(program: Program, { loss, wrt }: GradientTarget): void {
  const { shape } = program.type(loss);
  if (shape.some((dim) => dim !== 1)) {
    throw new Error(`The loss must have one element, its shape is [${shape.join(', ')}].`);
  }
  for (const name of wrt) {
    if (program.type(name).elementType !== 'float32') throw new Error(`"${name}" holds no real numbers.`);
  }
}

async function loadProgram(tf: TensorFlow, graph: Graph): Promise<Program> {
  await tf.ready();
  return new Program(tf, graph);
}

/**
 * Runs graphs with TensorFlow.js, as they are: also the internal operators that lowering replaces for ONNX Runtime, as
 * TensorFlow.js has kernels for them. Whole numbers have 32 bits inside; float16, bfloat16 and float64 are refused, as is every
 * operator that the library has no kernel for, by a `UserError` that names the node. The shapes of the graph must be static.
 * Computing blocks the calling thread. `threads` has no effect: the library decides.
 */
export const createTensorFlowExecutor = (tf: TensorFlow): TensorFlowExecutor => ({
  load: async (graph, options: LoadOptions = {}) => {
    if (options.profile !== undefined) {
      throw new UserError(
        'unsupported',
        'TensorFlow.js writes no profile.',
        'Profile with the onnxruntime engine.',
      );
    }
    return new TensorFlowExecutable(tf, await loadProgram(tf, graph));
  },
  valueAndGradients: async (graph, target) => {
    const program = await loadProgram(tf, graph);
    checkTarget(program, target);
    return {
      run: async (feeds) => {
        const { outputs, gradients } = tf.tidy(() => {
          const inputs = uploaded(tf, { graph: program.graph, type: (name) => program.type(name) }, feeds);
          const results = differentiate(tf, program, inputs, target);
          const named = target.wrt.map((name, i) => [name, results.gradients[i]!] as const);
          return { outputs: Object.fromEntries(results.outputs), gradients: Object.fromEntries(named) };
        });
        return {
          outputs: await downloaded(program, outputs),
          gradients: await downloaded(program, gradients),
        };
      },
      dispose: () => Promise.resolve(program.dispose()),
    };
  },
});
