import { createGraphBuilder, type GraphBuilder } from '../../graph/builder/graph-builder.ts';
import { gradients } from '../../graph/gradients/gradients.ts';
import type { Graph, Value } from '../../graph/graph.ts';
import type { TensorSpecs } from '../../networks/module.ts';
import { declareUpdates } from './declare-updates.ts';
import { nextName } from './state-names.ts';
import type { UpdateSettings } from './update-settings.ts';

/** What one step computes before the update. */
export interface Objective {
  /** Scalar. */
  readonly loss: Value;
  /** New values of the buffers, by name. */
  readonly buffers: ReadonlyMap<string, Value>;
  /** What else the step is asked for, by the name of its output. */
  readonly outputs: Readonly<Record<string, Value>>;
}

/** Graph inputs for every parameter and buffer, by name. */
export function declareWeights(b: GraphBuilder, specs: TensorSpecs): ReadonlyMap<string, Value> {
  const all = [...specs.parameters, ...specs.buffers];
  return new Map(all.map(({ name, shape }) => [name, b.input(name, 'float32', shape)]));
}

/**
 * One training step of any model as one graph: forward, loss, backward, update. Inputs: those that `objective` declares, the
 * update's scalars (`scheduledScalars`), and the state tensors by name. Outputs: `loss`, the objective's own, and the next value of
 * every state tensor that changes (`nextName`).
 */
export function trainingGraph(
  specs: TensorSpecs,
  objective: (b: GraphBuilder, weights: ReadonlyMap<string, Value>) => Objective,
  settings: UpdateSettings,
): Graph {
  const b = createGraphBuilder();
  const weights = declareWeights(b, specs);
  const { loss, buffers, outputs } = objective(b, weights);
  const next = declareUpdates(b, specs, { weights, buffers }, settings, (wrt) => gradients(b, loss, wrt));
  for (const [name, value] of next) b.output(nextName(name), value);
  for (const [name, value] of Object.entries({ loss, ...outputs })) b.output(name, value);
  return b.finish('training-step');
}
