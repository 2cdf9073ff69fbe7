import { UserError } from '../../../src-shared/errors.ts';
import { createGraphBuilder } from '../builder/graph-builder.ts';
import { float32 } from '../tensor-data.ts';
import type { Executor } from './executor.ts';

const advice = {
  webgpu:
    'Install a driver for the graphics processor (Vulkan, Metal or Direct3D 12), or choose the onnxruntime engine.',
  cuda: 'Install CUDA 12 and cuDNN 9, as ONNX Runtime needs them, or choose the onnxruntime engine.',
} as const;

/** Computes something small: a library or driver that is missing shows only then. Throws a `UserError` with the reason. */
export async function checkProvider(name: keyof typeof advice, executor: Executor): Promise<void> {
  const b = createGraphBuilder();
  b.output('y', b.Relu(b.input('x', 'float32', [2])));
  try {
    const executable = await executor.load(b.finish('probe'));
    const { y } = await executable.run({ x: float32([2], [-1, 2]) });
    await executable.dispose();
    if (y?.data[0] !== 0 || y.data[1] !== 2) throw new Error('It computes wrong results here.');
  } catch (cause) {
    const [reason = ''] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
    throw new UserError('unavailable', `The ${name} engine cannot be used: ${reason}`, advice[name], {
      cause,
    });
  }
}
