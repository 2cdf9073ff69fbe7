import { createGraphBuilder, type GraphBuilder } from '../builder/graph-builder.ts';
import { type Graph, internalDomain, type Value } from '../graph.ts';
import { batchNormTraining } from './batch-norm-training.ts';
import { batchNormTrainingGrad } from './batch-norm-training-grad.ts';
import { convInputGrad } from './conv-input-grad.ts';
import { convWeightGrad } from './conv-weight-grad.ts';
import { type Lowering, LoweringContext } from './lowering-context.ts';
import { maxPoolGrad } from './max-pool-grad.ts';
import type { LoweringPlan } from './plan.ts';
import { reluGrad } from './relu-grad.ts';

const lowerings: Readonly<Record<string, Lowering>> = {
  BatchNormTraining: batchNormTraining,
  BatchNormTrainingGrad: batchNormTrainingGrad,
  ConvInputGrad: convInputGrad,
  ConvWeightGrad: convWeightGrad,
  MaxPoolGrad: maxPoolGrad,
  ReluGrad: reluGrad,
};

export interface Lowered {
  /** Without internal-domain nodes. */
  readonly graph: Graph;
  /** What was chosen, complete for this graph. */
  readonly plan: LoweringPlan;
}

/**
 * Replaces every node of the internal domain by plain ONNX nodes. A choice that `plan` has is kept, so that a resumed run
 * computes as before; the rest is chosen per operator and shape. Throws an Error for a node without a lowering or a plan
 * that names an unknown form.
 */
export function lower(graph: Graph, plan?: LoweringPlan): Lowered {
  const builder = createGraphBuilder();
  builder.adopt({ ...graph, nodes: [] });
  const renamed = new Map<string, string>();
  const shared = new Map<string, Value>();
  const choices: Record<string, string> = {};
  for (const original of graph.nodes) {
    const node = { ...original, inputs: original.inputs.map((name) => renamed.get(name) ?? name) };
    if (node.domain !== internalDomain) {
      builder.append(node);
      continue;
    }
    const context = new LoweringContext(node, builder, shared);
    const values = lowerNode(context, plan, choices);
    node.outputs.forEach((name, i) => {
      const value = values[i];
      if (value !== undefined) renamed.set(name, value.name);
    });
  }
  for (const name of graph.outputs) builder.output(name, builder.value(renamed.get(name) ?? name));
  return { graph: finish(graph, builder), plan: { version: 1, choices } };
}

function lowerNode(
  context: LoweringContext,
  plan: LoweringPlan | undefined,
  choices: Record<string, string>,
): readonly Value[] {
  const lowering = lowerings[context.node.op];
  if (lowering === undefined) throw context.error('no lowering for this operator');
  const key = choiceKey(context);
  const name = plan?.choices[key] ?? lowering.choose(context);
  const form = lowering.forms[name];
  if (form === undefined) throw context.error(`the plan names an unknown form "${name}"`);
  choices[key] = name;
  return context.b.scoped(context.node.name, () => form(context));
}

/** Operator, input shapes and attributes: all that a choice may depend on. */
function choiceKey(context: LoweringContext): string {
  const { op, inputs, attributes } = context.node;
  const shapes = inputs.map((_, i) => `[${context.input(i).shape.join()}]`).join(' ');
  const values = Object.entries(attributes)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, attribute]) => `${name}=${JSON.stringify(attribute.value)}`);
  return [op, shapes, ...values].join(' ');
}

function finish(graph: Graph, builder: GraphBuilder): Graph {
  const lowered = builder.finish(graph.name, graph.metadata);
  const { [internalDomain]: _, ...opsets } = lowered.opsets;
  return { ...lowered, opsets };
}
