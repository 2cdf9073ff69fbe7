import { loadModel } from '../../../src-main/graph/executors/onnxruntime.ts';
import type { TensorData } from '../../../src-main/graph/tensor-data.ts';

/** A network of one input and one output, which is float32. */
export interface SingleNetwork {
  readonly run: (x: TensorData) => Promise<Float32Array>;
  readonly dispose: () => Promise<void>;
}

/** Opens an .onnx file; `run` throws a `TypeError` where the output is of another type. */
export async function openSingle(path: string): Promise<SingleNetwork> {
  const model = await loadModel(path);
  const [input] = model.inputs;
  const [output] = model.outputs;
  return {
    run: async (x) => {
      const result = (await model.run({ [input?.name ?? '']: x }))[output?.name ?? ''];
      if (result?.type !== 'float32') throw new TypeError('The network gave no float32 tensor.');
      return result.data;
    },
    dispose: () => model.dispose(),
  };
}
