import type { ExecutionProvider } from '../../../src-shared/domain/execution-provider.ts';
import { encodeModel } from '../onnx/encode.ts';
import { elementTypes, type ElementType, type TensorData } from '../tensor-data.ts';
import type { Executable, Executor, LoadOptions, RunOptions } from './executor.ts';
import { type InferenceSession, ort } from './runtime.ts';
import { fromOrt, toOrt } from './runtime-tensors.ts';

/** What a model file says of one of its inputs or outputs. */
export interface DeclaredValue {
  readonly name: string;
  /** Undefined for what is not a tensor of a type known here. */
  readonly type: ElementType | undefined;
  /** Row-major; a text is the name of an extent that may vary. Empty for a scalar and where the file says nothing. */
  readonly dims: readonly (number | string)[];
}

/** A model from a file, with what the file says of its inputs and outputs. */
export interface LoadedModel extends Executable {
  readonly inputs: readonly DeclaredValue[];
  readonly outputs: readonly DeclaredValue[];
}

const declared = (value: InferenceSession.ValueMetadata): DeclaredValue => ({
  name: value.name,
  type: value.isTensor ? elementTypes.find((type) => type === value.type) : undefined,
  dims: value.isTensor ? value.shape : [],
});

class OnnxRuntimeExecutable implements LoadedModel {
  readonly inputs: readonly DeclaredValue[];
  readonly outputs: readonly DeclaredValue[];
  readonly #session: InferenceSession;

  constructor(session: InferenceSession) {
    this.#session = session;
    this.inputs = session.inputMetadata.map(declared);
    this.outputs = session.outputMetadata.map(declared);
  }

  async run(
    feeds: Readonly<Record<string, TensorData>>,
    { outputs = this.#session.outputNames, into = {} }: RunOptions = {},
  ): Promise<Record<string, TensorData>> {
    const inputs = Object.fromEntries(Object.entries(feeds).map(([name, data]) => [name, toOrt(data)]));
    const fetches = Object.fromEntries(
      outputs.map((name) => {
        const target = into[name];
        return [name, target === undefined ? null : toOrt(target)];
      }),
    );
    const results = await this.#session.run(inputs, fetches);
    return Object.fromEntries(
      outputs.map((name) => {
        const target = into[name];
        if (target !== undefined) return [name, target];
        const result = results[name];
        if (result === undefined) throw new Error(`The graph gave no output "${name}".`);
        return [name, fromOrt(result)];
      }),
    );
  }

  async dispose(): Promise<void> {
    this.#session.endProfiling();
    await this.#session.release();
  }
}

/** Of sessions made here unless told otherwise; part of what fixes a result. */
export const executionProvider = 'cpu';

/** Of ONNX Runtime. */
export const runtimeVersion = (): string => ort.env.versions.node ?? ort.env.versions.common;

/**
 * Loads a model as it is, for models that are only run: the content of a file, or its path, which also finds weights that are kept
 * beside it.
 */
export async function loadModel(
  model: Uint8Array | string,
  { threads, profile }: LoadOptions = {},
  provider: ExecutionProvider = executionProvider,
): Promise<LoadedModel> {
  const options: InferenceSession.SessionOptions = {
    executionProviders: [provider],
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    enableMemPattern: false,
    ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
    ...(profile === undefined ? {} : { enableProfiling: true, profileFilePrefix: profile }),
  };
  const session =
    typeof model === 'string'
      ? await ort.InferenceSession.create(model, options)
      : await ort.InferenceSession.create(model, options);
  return new OnnxRuntimeExecutable(session);
}

/**
 * Runs graphs with onnxruntime-node on the CPU. What 1.30 was found to do: `run` computes on the calling JavaScript thread,
 * which is blocked meanwhile; buffers given as outputs are written in place, but every output is copied into a new array all the
 * same, so that taking results is faster than giving buffers (94 MB: 24 against 42 ms); a buffer that is input and output at
 * once gives garbage; SharedArrayBuffer is refused. With memory patterns the second run lays everything out anew beside what the first took:
 * twice the memory (833 against 417 MiB for 392 MiB that are alive at once), for no time.
 */
export const onnxRuntime: Executor = { load: (graph, options) => loadModel(encodeModel(graph), options) };

/** The same on a CUDA device, where a system has the libraries. What a run takes goes to the device, what it gives comes back: see `repeating`. */
export const onnxRuntimeOnCuda: Executor = {
  load: (graph, options) => loadModel(encodeModel(graph), options, 'cuda'),
};
