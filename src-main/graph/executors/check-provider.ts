import { UserError } from '../../../src-shared/errors.ts';
import type { ExecutionProvider } from '../../../src-shared/domain/execution-provider.ts';
import { formatProvider } from '../../../src-shared/format/providers.ts';
import type { Executor } from './executor.ts';
import { onnxRuntimeOnCuda } from './onnxruntime.ts';
import { isRight, probeGraph, probeInput, wrongResults } from './probe.ts';
import { webGpu } from './webgpu.ts';

const advice = {
  webgpu: 'Install a driver for the graphics processor (Vulkan, Metal or Direct3D 12), or choose the CPU.',
  cuda: 'Run "npm run setup:cuda" and install CUDA 12 and cuDNN 9, or choose the CPU.',
} as const;

/** Has the provider compute something small (`probe.ts`). Throws a `UserError` with the reason. */
export async function checkProvider(name: keyof typeof advice, executor: Executor): Promise<void> {
  try {
    const executable = await executor.load(probeGraph());
    const { y } = await executable.run({ x: probeInput });
    await executable.dispose();
    if (!isRight(y)) throw new Error(wrongResults);
  } catch (cause) {
    const [reason = ''] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
    throw new UserError(
      'unavailable',
      `${formatProvider(name)} cannot be used here: ${reason}`,
      advice[name],
      {
        cause,
      },
    );
  }
}

/** `checkProvider` for one by name; the CPU is always there. */
export async function requireProvider(name: ExecutionProvider): Promise<void> {
  if (name === 'webgpu') await checkProvider(name, webGpu);
  if (name === 'cuda') await checkProvider(name, onnxRuntimeOnCuda);
}
