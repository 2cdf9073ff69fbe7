import { createGraphBuilder, type GraphBuilder } from '../builder/graph-builder.ts';
import { type Graph, internalDomain, type Value } from '../graph.ts';
import { batchNormTraining } from './batch-norm-training.ts';
import { batchNormTrainingGrad } from './batch-norm-training-grad.ts';
import { batchNormalization } from './batch-normalization.ts';
import { conv } from './conv.ts';
import { convInputGrad } from './conv-input-grad.ts';
import { convWeightGrad } from './conv-weight-grad.ts';
import { copyNode } from './copy-node.ts';
import { followLayout } from './follow-layout.ts';
import { LaidOut } from './laid-out.ts';
import {
  type Form,
  type Lowering,
  LoweringContext,
  type LoweringPass,
  type PickForm,
} from './lowering-context.ts';
import { maxPoolGrad } from './max-pool-grad.ts';
import type { LoweringPlan } from './plan.ts';
import { reluGrad } from './relu-grad.ts';
import { scaledAdd } from './scaled-add.ts';
import { anyTarget, type LoweringTarget } from './target.ts';

const internalLowerings: Readonly<Record<string, Lowering>> = {
  BatchNormTraining: batchNormTraining,
  BatchNormTrainingGrad: batchNormTrainingGrad,
  ConvInputGrad: convInputGrad,
  ConvWeightGrad: convWeightGrad,
  MaxPoolGrad: maxPoolGrad,
  ReluGrad: reluGrad,
  ScaledAdd: scaledAdd,
};

/** Operators of ONNX's own that have more than one form. */
const onnxLowerings: Readonly<Record<string, Lowering>> = {
  BatchNormalization: batchNormalization,
  Conv: conv,
};

export interface Lowered {
  /** Without internal-domain nodes; inputs and outputs are those of the original graph. */
  readonly graph: Graph;
  /** What was chosen, complete for this graph. */
  readonly plan: LoweringPlan;
}

export interface LowerOptions {
  /** Choices to keep. One that does not fit the target (a plan made on another processor) or that is
   * unknown (a plan of another version of this program) is made anew. */
  readonly plan?: LoweringPlan | undefined;
  /** Default: any execution provider. See `cpuTarget` for the fast forms. */
  readonly target?: LoweringTarget;
  /** Asked where no plan decides, for operators whose forms can be timed (`measured/`). */
  readonly pick?: PickForm | undefined;
}

/**
 * Replaces every node of the internal domain by nodes that the target runs, in the form that is fastest for its shapes, and
 * lays tensors out as these forms want them. The same graph, plan and target give the same result. Throws an Error for
 * a node without a lowering.
 */
export function lower(graph: Graph, { plan, target = anyTarget, pick }: LowerOptions = {}): Lowered {
  const builder = createGraphBuilder();
  builder.adopt({ ...graph, nodes: [] });
  const pass: LoweringPass = {
    builder,
    target,
    values: new Map(),
    uses: countUses(graph),
    outputs: new Set(graph.outputs),
    splitWeights: new Map(),
  };
  const keep = (name: string, value: Value | LaidOut): void => {
    pass.values.set(name, value instanceof LaidOut ? value : LaidOut.plain(builder, value));
  };
  for (const name of [...graph.initializers.keys(), ...graph.inputs]) keep(name, builder.value(name));
  const choices: Record<string, string> = {};
  for (const node of graph.nodes) {
    const context = new LoweringContext(node, pass);
    // A scope of its own, so that no new name is one that a later node of the graph has.
    const results = builder.scoped(`lowered/${node.name}`, () => lowerNode(context, { plan, pick, choices }));
    node.outputs.forEach((name, i) => {
      const value = results[i];
      if (value !== undefined && name !== '') keep(name, value);
    });
  }
  for (const name of graph.outputs) {
    const value = pass.values.get(name);
    if (value === undefined) throw new Error(`The graph has no value "${name}".`);
    builder.output(name, value.plain());
  }
  return { graph: finish(graph, builder), plan: { version: 1, choices } };
}

function countUses(graph: Graph): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  for (const name of [...graph.nodes.flatMap((node) => node.inputs), ...graph.outputs]) {
    uses.set(name, (uses.get(name) ?? 0) + 1);
  }
  return uses;
}

interface Decisions {
  readonly plan: LoweringPlan | undefined;
  readonly pick: PickForm | undefined;
  readonly choices: Record<string, string>;
}

function lowerNode(
  context: LoweringContext,
  { plan, pick, choices }: Decisions,
): readonly (Value | LaidOut | undefined)[] {
  const { node } = context;
  const internal = node.domain === internalDomain;
  const lowering = internal
    ? internalLowerings[node.op]
    : node.domain === ''
      ? onnxLowerings[node.op]
      : undefined;
  if (lowering === undefined) {
    if (internal) throw context.error('no lowering for this operator');
    return followLayout(context) ?? copyNode(context);
  }
  const key = choiceKey(context);
  const planned = plannedForm(context, lowering, plan?.choices[key]);
  const name = planned ?? pickedForm(context, { lowering, key, pick }) ?? lowering.choose(context);
  choices[key] = name;
  return lowering.forms[name]?.emit(context) ?? [];
}

const fits = (context: LoweringContext, form: Form | undefined): boolean =>
  form !== undefined && (form.fits?.(context) ?? true);

const plannedForm = (
  context: LoweringContext,
  { forms }: Lowering,
  planned: string | undefined,
): string | undefined => (planned !== undefined && fits(context, forms[planned]) ? planned : undefined);

function pickedForm(
  context: LoweringContext,
  { lowering, key, pick }: { lowering: Lowering; key: string; pick: PickForm | undefined },
): string | undefined {
  if (pick === undefined || lowering.work === undefined) return undefined;
  const fitting = Object.keys(lowering.forms).filter((name) => fits(context, lowering.forms[name]));
  if (fitting.length < 2) return undefined;
  return pick({ key, context, lowering, fitting, work: lowering.work(context) });
}

/** All that a choice may depend on. */
function choiceKey(context: LoweringContext): string {
  const { op, inputs, attributes } = context.node;
  const shapes = inputs.map((name, i) => (name === '' ? '' : `[${context.shape(i).join()}]`)).join(' ');
  const values = Object.entries(attributes)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { value }]) => `${name}=${JSON.stringify(value)}`);
  return [op, shapes, ...values, ...(context.givesGraphOutput ? ['output'] : [])].join(' ');
}

function finish(graph: Graph, builder: GraphBuilder): Graph {
  const lowered = builder.finish(graph.name, graph.metadata);
  const { [internalDomain]: _, ...opsets } = lowered.opsets;
  return { ...lowered, opsets };
}
