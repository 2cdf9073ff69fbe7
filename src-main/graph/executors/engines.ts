import type { EngineName } from '../../../src-shared/domain/training.ts';
import { UserError } from '../../../src-shared/errors.ts';
import type { Graph } from '../graph.ts';
import { cpuTarget } from '../lowering/blocked/probe.ts';
import { lower, type Lowered } from '../lowering/lower.ts';
import { byCosts } from '../lowering/measured/form-costs.ts';
import type { LoweringPlan } from '../lowering/plan.ts';
import { anyTarget } from '../lowering/target.ts';
import { fitMemory } from '../memory/fit-memory.ts';
import type { TrainingNames } from '../memory/forward-pass.ts';
import type { Executor } from './executor.ts';
import { requireProvider } from './check-provider.ts';
import { costsOf, type FormMeasuring, type FormQuestions } from './form-measuring.ts';
import { executionProvider, onnxRuntime, onnxRuntimeOnCuda, runtimeVersion } from './onnxruntime.ts';
import { repeating } from './repeating.ts';
import { loadTensorFlow, tensorFlowPackages } from './tensorflow/load-tensorflow.ts';
import { webGpu } from './webgpu.ts';

/** An executor with what has to be done to a graph before it takes it. */
export interface Engine {
  /** Version that decides how results are rounded. */
  readonly runtime: string;
  readonly executor: Executor;
  /**
   * Replaces internal operators where the executor needs that; keeps to what `plan` says. A graph that trains, which `training` tells, is made to
   * fit into the memory.
   */
  readonly lower: (graph: Graph, plan: LoweringPlan, training?: TrainingNames) => Promise<Lowered>;
}

/** Bytes that this process may still take, by what the system says. */
const availableMemory = (): number => process.availableMemory();

/** ONNX Runtime on the CPU. Without `measuring` the forms follow from the rules of the lowering alone. */
export async function onnxRuntimeEngine(
  measuring?: FormMeasuring,
  freeBytes: () => number = availableMemory,
): Promise<Engine> {
  const provider = { executor: onnxRuntime, provider: executionProvider, target: await cpuTarget() };
  const lowerAsFast = loweringFor(provider, measuring);
  return {
    runtime: runtimeVersion(),
    executor: onnxRuntime,
    lower: async (graph, plan, training) => {
      const lowered = await lowerAsFast(graph, plan);
      return training ? fitMemory(lowered, { training, plan, freeBytes: freeBytes() }) : lowered;
    },
  };
}

type Provider = Pick<FormQuestions, 'executor' | 'provider' | 'target'>;

const loweringFor =
  (provider: Provider, measuring: FormMeasuring | undefined) =>
  async (graph: Graph, plan: LoweringPlan): Promise<Lowered> => {
    const costs = measuring && (await costsOf(graph, { ...provider, plan, measuring }));
    return lower(graph, { plan, target: provider.target, pick: costs && byCosts(costs) });
  };

/** ONNX Runtime on a graphics processor: standard operators only. */
export const deviceEngine = (
  name: 'webgpu' | 'cuda',
  executor: Executor,
  measuring?: FormMeasuring,
): Engine => ({
  runtime: `${runtimeVersion()} (${name})`,
  executor,
  lower: loweringFor({ executor, provider: name, target: anyTarget }, measuring),
});

async function webGpuEngine(measuring?: FormMeasuring): Promise<Engine> {
  await requireProvider('webgpu');
  return deviceEngine('webgpu', webGpu, measuring);
}

/** Weights then cross once in so many steps, and a pause is heard within as many. */
const CUDA_STEPS = 16;

async function cudaEngine(measuring?: FormMeasuring): Promise<Engine> {
  await requireProvider('cuda');
  return deviceEngine('cuda', repeating(onnxRuntimeOnCuda, CUDA_STEPS), measuring);
}

/** TensorFlow.js takes the internal operators as they are. */
export const tensorFlowEngine = (executor: Executor, version: string): Engine => ({
  runtime: `TensorFlow.js ${version}`,
  executor,
  lower: (graph) => Promise.resolve({ graph, plan: { version: 1, choices: {} } }),
});

/** The best native package that is installed; a `UserError` says why there is none. */
async function installedTensorFlow(): Promise<Engine> {
  const reasons: string[] = [];
  for (const name of tensorFlowPackages) {
    const loaded = await loadTensorFlow(name);
    if (loaded.available) return tensorFlowEngine(loaded.executor, loaded.version);
    reasons.push(`${name}: ${loaded.reason}`);
  }
  throw new UserError(
    'unavailable',
    `The tensorflow engine cannot be used. ${reasons.join(' ')}`,
    'Choose the onnxruntime engine, or install one of these packages where the workbench is.',
  );
}

/** Throws a `UserError` when the engine is not installed or does not work here. */
export function openEngine(name: EngineName, measuring?: FormMeasuring): Promise<Engine> {
  switch (name) {
    case 'onnxruntime':
      return onnxRuntimeEngine(measuring);
    case 'webgpu':
      return webGpuEngine(measuring);
    case 'cuda':
      return cudaEngine(measuring);
    case 'tensorflow':
      return installedTensorFlow();
    default:
      return name satisfies never;
  }
}
