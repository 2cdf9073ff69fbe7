import type { EngineName } from '../../../src-shared/domain/training.ts';
import { UserError } from '../../../src-shared/errors.ts';
import type { Graph } from '../graph.ts';
import { cpuTarget } from '../lowering/blocked/probe.ts';
import { lower, type Lowered } from '../lowering/lower.ts';
import { byCosts } from '../lowering/measured/form-costs.ts';
import type { LoweringPlan } from '../lowering/plan.ts';
import { fitMemory } from '../memory/fit-memory.ts';
import type { TrainingNames } from '../memory/forward-pass.ts';
import type { Executor } from './executor.ts';
import { costsOf, type FormMeasuring } from './form-measuring.ts';
import { onnxRuntime, runtimeVersion } from './onnxruntime.ts';
import { loadTensorFlow, tensorFlowPackages } from './tensorflow/load-tensorflow.ts';

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
  const target = await cpuTarget();
  return {
    runtime: runtimeVersion(),
    executor: onnxRuntime,
    lower: async (graph, plan, training) => {
      const costs = measuring && (await costsOf(graph, { plan, target, measuring }));
      const lowered = lower(graph, { plan, target, pick: costs && byCosts(costs) });
      return training ? fitMemory(lowered, { training, plan, freeBytes: freeBytes() }) : lowered;
    },
  };
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
    case 'tensorflow':
      return installedTensorFlow();
    default:
      return name satisfies never;
  }
}
