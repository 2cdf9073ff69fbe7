import { cpus } from 'node:os';
import type { Graph } from '../graph.ts';
import type { FormCosts } from '../lowering/measured/form-costs.ts';
import { measureForms } from '../lowering/measured/measure-forms.ts';
import type { LoweringPlan } from '../lowering/plan.ts';
import type { LoweringTarget } from '../lowering/target.ts';
import { executionProvider, onnxRuntime, runtimeVersion } from './onnxruntime.ts';

/** How an engine learns which forms are fastest on this machine. */
export interface FormMeasuring {
  readonly threads: number;
  /** What was measured before on the machine that the text describes. */
  readonly read: (machine: string) => Promise<FormCosts>;
  readonly write: (machine: string, costs: FormCosts) => Promise<void>;
  /** Told before each of the `total` nodes that are measured. */
  readonly onProgress: (done: number, total: number) => void;
  readonly signal: AbortSignal;
}

/** All that the times of a form depend on, but for the node. */
function describeMachine(threads: number, { blockSize }: LoweringTarget): string {
  const processor = cpus()[0]?.model.trim() ?? process.arch;
  return `ONNX Runtime ${runtimeVersion()} (${executionProvider}) on ${processor}, ${threads} threads, blocks of ${blockSize}`;
}

/** Times of all forms that `graph` may be lowered to on ONNX Runtime; those that are not known yet are measured and kept. */
export async function costsOf(
  graph: Graph,
  { plan, target, measuring }: { plan: LoweringPlan; target: LoweringTarget; measuring: FormMeasuring },
): Promise<FormCosts> {
  const machine = describeMachine(measuring.threads, target);
  const known = await measuring.read(machine);
  const costs = await measureForms(graph, { ...measuring, executor: onnxRuntime, target, plan, known });
  if (Object.keys(costs).length > Object.keys(known).length) await measuring.write(machine, costs);
  return costs;
}
