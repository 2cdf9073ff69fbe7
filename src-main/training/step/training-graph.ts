import { createGraphBuilder, type GraphBuilder } from '../../graph/builder/graph-builder.ts';
import { gradients } from '../../graph/gradients/gradients.ts';
import type { Graph, Value } from '../../graph/graph.ts';
import type { TensorSpecs } from '../../models/module.ts';
import type { Optimizer } from '../../models/optimizers/optimizer.ts';
import { nextName, slotName } from './state-names.ts';

/** What one step computes before the update. */
export interface Objective {
  /** Scalar. */
  readonly loss: Value;
  /** New values of the buffers, by name. */
  readonly buffers: ReadonlyMap<string, Value>;
  /** What else the step is asked for, by the name of its output. */
  readonly outputs: Readonly<Record<string, Value>>;
}

export interface TrainingGraphSettings {
  readonly optimizer: Optimizer;
  /** Gradients that are longer than this, all together, are shortened to it (`torch.nn.utils.clip_grad_norm_`). Default: never. */
  readonly largestGradient?: number | undefined;
}

/** Graph inputs for every parameter and buffer, by name. */
export function declareWeights(b: GraphBuilder, specs: TensorSpecs): ReadonlyMap<string, Value> {
  const all = [...specs.parameters, ...specs.buffers];
  return new Map(all.map(({ name, shape }) => [name, b.input(name, 'float32', shape)]));
}

/** Keeps PyTorch's factor finite where every gradient is zero. */
const EPSILON = 1e-6;

function shortened(b: GraphBuilder, all: readonly Value[], largest: number): readonly Value[] {
  return b.scoped('clip', () => {
    const squares = all.map((gradient) => b.ReduceSumSquare(gradient, undefined, false));
    const length = b.Sqrt(b.Sum(...squares));
    const factor = b.Min(b.Div(largest, b.Add(length, EPSILON)), 1);
    return all.map((gradient) => b.Mul(gradient, factor));
  });
}

/** Next parameters and optimizer state, as outputs. */
function declareUpdates(
  b: GraphBuilder,
  { parameters }: TensorSpecs,
  weights: ReadonlyMap<string, Value>,
  loss: Value,
  { optimizer, largestGradient }: TrainingGraphSettings,
): void {
  const scalars = Object.fromEntries(optimizer.scalars.map((name) => [name, b.input(name, 'float32', [])]));
  const values = parameters.map(({ name }) => {
    const value = weights.get(name);
    if (value === undefined) throw new Error(`There is no tensor "${name}".`);
    return value;
  });
  const raw = gradients(b, loss, values);
  const byParameter = largestGradient === undefined ? raw : shortened(b, raw, largestGradient);
  for (const [i, spec] of parameters.entries()) {
    const [parameter, gradient] = [values[i], byParameter[i]];
    if (parameter === undefined || gradient === undefined) throw new Error(`No gradient for ${spec.name}.`);
    const state = optimizer.slots.map((slot) => b.input(slotName(slot, spec.name), 'float32', spec.shape));
    const updated = b.scoped(`update/${spec.name}`, () =>
      optimizer.update(b, { parameter, gradient, state, scalars, weightDecay: spec.weightDecay }),
    );
    b.output(nextName(spec.name), updated.parameter);
    optimizer.slots.forEach((slot, k) => {
      const next = updated.state[k];
      if (next !== undefined) b.output(nextName(slotName(slot, spec.name)), next);
    });
  }
}

/**
 * One training step of any model as one graph: forward, loss, backward, update. Inputs: those that `objective` declares, the
 * optimizer's scalars, and every state tensor by name. Outputs: `loss`, the objective's own, and every state tensor's next value
 * (`nextName`).
 */
export function trainingGraph(
  specs: TensorSpecs,
  objective: (b: GraphBuilder, weights: ReadonlyMap<string, Value>) => Objective,
  settings: TrainingGraphSettings,
): Graph {
  const b = createGraphBuilder();
  const weights = declareWeights(b, specs);
  const { loss, buffers, outputs } = objective(b, weights);
  declareUpdates(b, specs, weights, loss, settings);
  for (const [name, value] of buffers) b.output(nextName(name), value);
  for (const [name, value] of Object.entries({ loss, ...outputs })) b.output(name, value);
  return b.finish('training-step');
}
