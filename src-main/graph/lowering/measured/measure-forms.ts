import type { Executor } from '../../executors/executor.ts';
import type { Graph } from '../../graph.ts';
import { lower } from '../lower.ts';
import type { FormQuestion } from '../lowering-context.ts';
import type { LoweringPlan } from '../plan.ts';
import type { LoweringTarget } from '../target.ts';
import type { FormCosts, FormTimes } from './form-costs.ts';
import { formGraph } from './form-graph.ts';
import { timeGraph } from './time-graph.ts';

/** Nodes that do less are computed in less time than measuring them once takes. */
const LEAST_WORK = 20e6;

export interface MeasureOptions {
  readonly target: LoweringTarget;
  readonly executor: Executor;
  readonly threads?: number | undefined;
  /** Keys in it are not measured again. */
  readonly known: FormCosts;
  /** What is decided already. */
  readonly plan?: LoweringPlan | undefined;
  /** Told before each node of the `total` that are measured. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Nodes of the graph whose form is open and worth measuring, one for each choice key, those with most work first. */
export function openQuestions(
  graph: Graph,
  { target, plan, known }: Pick<MeasureOptions, 'target' | 'plan' | 'known'>,
): readonly FormQuestion[] {
  const open = new Map<string, FormQuestion>();
  const pick = (question: FormQuestion): undefined => {
    if (question.work >= LEAST_WORK && known[question.key] === undefined) open.set(question.key, question);
  };
  lower(graph, { target, plan, pick });
  return [...open.values()].toSorted((a, b) => b.work - a.work);
}

/**
 * Times the forms of the graph's expensive nodes, each node alone, and returns them together with what was known. One node takes some tenths of a second.
 * A form that the provider refuses has no time. An aborted measurement returns what it has.
 */
export async function measureForms(graph: Graph, options: MeasureOptions): Promise<FormCosts> {
  const questions = openQuestions(graph, options);
  const costs: Record<string, FormTimes> = { ...options.known };
  for (const [done, question] of questions.entries()) {
    if (options.signal?.aborted) break;
    options.onProgress?.(done, questions.length);
    costs[question.key] = await formTimes(question, options);
  }
  return costs;
}

/** The rule's own form first, so that forms that are far slower are given up after one run. */
async function formTimes(question: FormQuestion, { executor, threads }: MeasureOptions): Promise<FormTimes> {
  const usual = question.lowering.choose(question.context);
  const others = question.fitting.filter((name) => name !== usual);
  const times: Record<string, number> = {};
  for (const name of [usual, ...others]) {
    const limit = Math.min(...Object.values(times));
    try {
      times[name] = await timeGraph(formGraph(question, name), { executor, threads, limit });
    } catch {
      // The provider lacks an operator of this form.
    }
  }
  return times;
}
