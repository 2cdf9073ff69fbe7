import { arch, platform } from 'node:os';
import type { ProviderReport } from '../../src-shared/domain/project.ts';
import type { TaskImplementation } from '../engine/tasks.ts';
import { runtimeVersion } from '../graph/executors/onnxruntime.ts';
import { isRight, probeGraph, probeInput, wrongResults } from '../graph/executors/probe.ts';
import { ort } from '../graph/executors/runtime.ts';
import { fromOrt, toOrt } from '../graph/executors/runtime-tensors.ts';
import {
  loadTensorFlow,
  type TensorFlowPackage,
  tensorFlowPackages,
} from '../graph/executors/tensorflow/load-tensorflow.ts';
import { encodeModel } from '../graph/onnx/encode.ts';

declare module '../engine/tasks.ts' {
  interface Tasks {
    /** Which execution providers and engines work on this machine, and why the others do not. */
    'system.providers': { input: Record<string, never>; output: ProviderReport[]; progress: never };
  }
}

/** Asked for beside those that the runtime names itself, which are only those of its own platform. */
const wellKnown = ['cpu', 'cuda', 'webgpu', 'coreml', 'dml', 'tensorrt'];

/**
 * Each provider and engine computes a small graph, whatever the runtime says of itself: a library or driver that is missing
 * shows only then. For a process of its own: a driver may crash it.
 */
export const listProviders: TaskImplementation<'system.providers'> = async () => {
  // The runtime prints what it then also reports.
  ort.env.logLevel = 'fatal';
  const model = encodeModel(probeGraph());
  const reports: ProviderReport[] = [];
  const names = new Set([...wellKnown, ...ort.listSupportedBackends().map(({ name }) => name)]);
  for (const name of names) reports.push(await askProvider(name, model));
  const cpu = reports.find(({ name }) => name === 'cpu');
  reports.push({
    kind: 'engine',
    name: 'onnxruntime',
    available: cpu?.available === true,
    detail: cpu?.available === true ? `ONNX Runtime ${runtimeVersion()}` : (cpu?.detail ?? ''),
  });
  for (const name of tensorFlowPackages) reports.push(await askTensorFlow(name));
  return reports;
};

async function askProvider(name: string, model: Uint8Array): Promise<ProviderReport> {
  const kind = 'provider';
  try {
    const session = await ort.InferenceSession.create(model, {
      executionProviders: [name],
      logSeverityLevel: 4,
    });
    const { y } = await session.run({ x: toOrt(probeInput) });
    await session.release();
    const right = isRight(y && fromOrt(y));
    return {
      kind,
      name,
      available: right,
      detail: right ? `ONNX Runtime ${runtimeVersion()}` : wrongResults,
    };
  } catch (error) {
    return { kind, name, available: false, detail: reasonOf(error) };
  }
}

/** The runtime's own words begin with places in its source; what a person can use is what is missing. */
function reasonOf(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  if (/backend not found/.test(line)) return `ONNX Runtime for ${platform()} ${arch()} comes without it.`;
  if (/Failed to load shared library/.test(line)) {
    return 'Its library, or one that it needs (CUDA, cuDNN), is not installed.';
  }
  if (/adapter|WebGPU|Vulkan/i.test(line)) return 'No graphics processor that WebGPU can use was found.';
  return line.replace(/^.*\.(?:cc|cpp|h):\d+ \S+ /, '').slice(0, 160);
}

async function askTensorFlow(name: TensorFlowPackage): Promise<ProviderReport> {
  const report = { kind: 'engine', name } as const;
  const loaded = await loadTensorFlow(name);
  if (!loaded.available) return { ...report, available: false, detail: loaded.reason };
  const executable = await loaded.executor.load(probeGraph());
  const { y } = await executable.run({ x: probeInput });
  await executable.dispose();
  if (!isRight(y)) return { ...report, available: false, detail: wrongResults };
  const device = loaded.usesGpu ? 'on a CUDA device' : 'without a CUDA device, using the CPU';
  return { ...report, available: true, detail: `TensorFlow.js ${loaded.version} ${device}` };
}
