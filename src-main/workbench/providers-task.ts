import type { ProviderReport } from '../../src-shared/domain/project.ts';
import type { TaskImplementation } from '../engine/tasks.ts';
import { createGraphBuilder } from '../graph/builder/graph-builder.ts';
import { ort } from '../graph/executors/runtime.ts';
import { encodeModel } from '../graph/onnx/encode.ts';

declare module '../engine/tasks.ts' {
  interface Tasks {
    /** Which execution providers and engines work on this machine, and why the others do not. */
    'system.providers': { input: Record<string, never>; output: ProviderReport[]; progress: never };
  }
}

/** Each provider that ONNX Runtime brings computes a small graph: a driver that is missing shows only then. */
export const listProviders: TaskImplementation<'system.providers'> = async () => {
  const model = probeModel();
  const reports: ProviderReport[] = [];
  for (const { name, bundled } of ort.listSupportedBackends()) {
    reports.push(bundled ? await probe(name, model) : { name, available: false, detail: missing(name) });
  }
  return [...reports, tensorflow()];
};

function probeModel(): Uint8Array {
  const builder = createGraphBuilder();
  builder.output('y', builder.Relu(builder.input('x', 'float32', [2])));
  return encodeModel(builder.finish('probe'));
}

async function probe(name: string, model: Uint8Array): Promise<ProviderReport> {
  try {
    const session = await ort.InferenceSession.create(model, {
      executionProviders: [name],
      logSeverityLevel: 4,
    });
    const { y } = await session.run({ x: new ort.Tensor('float32', new Float32Array([-1, 2]), [2]) });
    await session.release();
    const right = y?.data[0] === 0 && y.data[1] === 2;
    const version = ort.env.versions['node'] ?? ort.env.versions.common;
    return {
      name,
      available: right,
      detail: right ? `ONNX Runtime ${version}` : 'It computes wrong results here.',
    };
  } catch (error) {
    return { name, available: false, detail: reasonOf(error) };
  }
}

/** The runtime's own words begin with places in its source; what a person can use is what is missing. */
function reasonOf(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  if (/adapter|WebGPU|Vulkan/i.test(line)) return 'No graphics processor that WebGPU can use was found.';
  return line.replace(/^.*\.(?:cc|cpp|h):\d+ \S+ /, '').slice(0, 160);
}

const missing = (name: string): string =>
  name === 'cuda' || name === 'tensorrt'
    ? 'The NVIDIA libraries of ONNX Runtime are not installed.'
    : 'Not part of this build of ONNX Runtime.';

/** The second engine is optional: its package fetches libtensorflow, which only CUDA machines want. */
function tensorflow(): ProviderReport {
  const name = '@tensorflow/tfjs-node-gpu';
  try {
    import.meta.resolve(name);
    return { name, available: false, detail: 'Installed, but training does not use it yet.' };
  } catch {
    return {
      name,
      available: false,
      detail: 'Not installed. It is optional, and training does not use it yet.',
    };
  }
}
