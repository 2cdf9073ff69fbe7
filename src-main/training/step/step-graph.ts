import { createGraphBuilder, type GraphBuilder } from '../../graph/builder/graph-builder.ts';
import { gradients } from '../../graph/gradients/gradients.ts';
import type { Graph, Value } from '../../graph/graph.ts';
import type { Classifier } from '../../models/classifier.ts';
import type { Optimizer } from '../../models/optimizers/optimizer.ts';
import { crossEntropy } from './loss.ts';
import { nextName, slotName } from './state-names.ts';

export interface StepSettings {
  readonly batchSize: number;
  readonly labelSmoothing?: number;
}

/** Graph inputs for every parameter and buffer, by name. */
export function declareWeights(b: GraphBuilder, classifier: Classifier): ReadonlyMap<string, Value> {
  const specs = [...classifier.parameters, ...classifier.buffers];
  return new Map(specs.map(({ name, shape }) => [name, b.input(name, 'float32', shape)]));
}

const weightOf = (weights: ReadonlyMap<string, Value>, name: string): Value => {
  const value = weights.get(name);
  if (value === undefined) throw new Error(`There is no tensor "${name}".`);
  return value;
};

/** Next parameters and optimizer state, as outputs. */
function declareUpdates(
  b: GraphBuilder,
  classifier: Classifier,
  optimizer: Optimizer,
  weights: ReadonlyMap<string, Value>,
  loss: Value,
): void {
  const scalars = Object.fromEntries(optimizer.scalars.map((name) => [name, b.input(name, 'float32', [])]));
  const parameters = classifier.parameters.map(({ name }) => weightOf(weights, name));
  const byParameter = gradients(b, loss, parameters);
  for (const [i, spec] of classifier.parameters.entries()) {
    const [parameter, gradient] = [parameters[i], byParameter[i]];
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
 * One training step as one graph: forward, loss, backward, update. Inputs: `images` [N, 3, S, S], `labels` int32 [N],
 * `weights` [N], the optimizer's scalars, and every state tensor by name. Outputs: `loss`, `losses` [N], `predictions`
 * int32 [N], and every state tensor's next value (`nextName`).
 */
export function stepGraph(classifier: Classifier, optimizer: Optimizer, settings: StepSettings): Graph {
  const { batchSize, labelSmoothing = 0 } = settings;
  const b = createGraphBuilder();
  const { imageSize } = classifier;
  const images = b.input('images', 'float32', [batchSize, 3, imageSize, imageSize]);
  const labels = b.input('labels', 'int32', [batchSize]);
  const sampleWeights = b.input('weights', 'float32', [batchSize]);
  const weights = declareWeights(b, classifier);
  const { logits, buffers } = classifier.forward(b, images, weights, 'training');
  const { loss, losses } = b.scoped('loss', () =>
    crossEntropy(b, { logits, labels, weights: sampleWeights, labelSmoothing }),
  );
  declareUpdates(b, classifier, optimizer, weights, loss);
  for (const [name, value] of buffers) b.output(nextName(name), value);
  b.output('loss', loss);
  b.output('losses', losses);
  b.output('predictions', b.Cast(b.ArgMax(logits, 1, false), 'int32'));
  return b.finish('training-step');
}
