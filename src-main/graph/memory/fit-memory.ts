import type { Graph } from '../graph.ts';
import type { Lowered } from '../lowering/lower.ts';
import type { LoweringPlan } from '../lowering/plan.ts';
import { type ForwardPass, forwardPass, type TrainingNames } from './forward-pass.ts';
import { bytesOf, peakBytes } from './peak-memory.ts';
import { recompute } from './recompute.ts';
import { cutPlaces } from './segments.ts';

/** More segments than these hardly help: what reaches over the cuts is stored. */
const segmentCounts = [2, 3, 4, 6, 8, 12, 16, 24, 32];

/** Names of the two forms stand in plans and never change their meaning. */
const STORED = 'stored';
const inSegments = (count: number): string => `${count} segments`;
const segmentsOf = (form: string): number => Number(/^(\d+) segments$/.exec(form)?.[1] ?? 1);

const KEY = 'Activations';
/** All that the choice may depend on besides the memory. */
const choiceKey = ({ name, nodes }: Graph): string => `${KEY} ${name}, ${nodes.length} nodes`;

/** A step may be planned with so much of the memory that is free: pictures, predictions and other programs take their part. */
const SHARE = 0.7;

interface Circumstances {
  readonly training: TrainingNames;
  /** What was chosen before: followed whatever memory there is, as a resumed run must compute the same. */
  readonly plan: LoweringPlan;
  /** Memory that this process may still take. */
  readonly freeBytes: number;
}

/**
 * Activation checkpointing where a step would take more than 0.7 of the free memory: as few segments as suffice, or those that take the least
 * where none do. What was chosen stands in the plan.
 */
export function fitMemory(lowered: Lowered, { training, plan, freeBytes }: Circumstances): Lowered {
  const pass = forwardPass(lowered.graph, training);
  if (!pass) return lowered;
  const key = choiceKey(lowered.graph);
  const form = plan.choices[key] ?? chooseForm(pass, SHARE * freeBytes);
  const graph = form === STORED ? lowered.graph : recompute(pass, cutPlaces(pass, segmentsOf(form)));
  return { graph, plan: { ...lowered.plan, choices: { ...lowered.plan.choices, [key]: form } } };
}

function chooseForm(pass: ForwardPass, available: number): string {
  let best = { form: STORED, bytes: stepBytes(pass.graph) };
  for (const count of segmentCounts) {
    if (best.bytes <= available) break;
    const bytes = stepBytes(recompute(pass, cutPlaces(pass, count)));
    if (bytes < best.bytes) best = { form: inSegments(count), bytes };
  }
  return best.form;
}

/** Bytes that a step takes beside its inputs: what is alive at once, and the results once more, as the binding for Node copies them. */
const stepBytes = (graph: Graph): number =>
  peakBytes(graph) + graph.outputs.reduce((sum, name) => sum + bytesOf(graph, name), 0);

/** Whether a plan lets activations be computed again. */
export const recomputes = ({ choices }: LoweringPlan): boolean =>
  Object.entries(choices).some(([key, form]) => key.startsWith(`${KEY} `) && form !== STORED);
