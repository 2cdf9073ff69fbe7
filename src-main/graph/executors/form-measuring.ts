import { cpus } from 'node:os';
import type { Graph } from '../graph.ts';
import type { FormCosts } from '../lowering/measured/form-costs.ts';
import { measureForms } from '../lowering/measured/measure-forms.ts';
import type { LoweringPlan } from '../lowering/plan.ts';
import type { LoweringTarget } from '../lowering/target.ts';
import type { Executor } from './executor.ts';
import { runtimeVersion } from './onnxruntime.ts';

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
function describeMachine(provider: string, threads: number, { blockSize }: LoweringTarget): string {
  const processor = cpus()[0]?.model.trim() ?? process.arch;
  return `ONNX Runtime ${runtimeVersion()} (${provider}) on ${processor}, ${threads} threads, blocks of ${blockSize}`;
}

export interface FormQuestions {
  readonly plan: LoweringPlan;
  readonly target: LoweringTarget;
  readonly executor: Executor;
  /** Of the executor. */
  readonly provider: string;
  readonly measuring: FormMeasuring;
}

/** Times of all forms that `graph` may be lowered to on ONNX Runtime; those that are not known yet are measured and kept. */
export async function costsOf(
  graph: Graph,
  { plan, target, executor, provider, measuring }: FormQuestions,
): Promise<FormCosts> {
  const machine = describeMachine(provider, measuring.threads, target);
  const known = await measuring.read(machine);
  const costs = await measureForms(graph, { ...measuring, executor, target, plan, known });
  if (Object.keys(costs).length > Object.keys(known).length) await measuring.write(machine, costs);
  return costs;
}
