import { createGraphBuilder } from '../graph/builder/graph-builder.ts';
import type { Graph } from '../graph/graph.ts';
import type { TensorData } from '../graph/tensor-data.ts';
import type { Classifier } from './classifier.ts';

/**
 * What is observed of a trained network: a graph of ONNX operators with the input `images` [N, 3, S, S] (red, green, blue, normalised as the
 * network wants it) and the outputs `scores` [N, classes], what its own last layer says of its own classes, and `features` [N, F], what that
 * layer sees.
 */
export type ObservedGraph = Graph;

/** A network that is built here, with its own weights. Throws an `Error` that names a tensor that is missing. */
export function observeClassifier(
  classifier: Classifier,
  weights: ReadonlyMap<string, TensorData>,
  batch: number,
): ObservedGraph {
  const b = createGraphBuilder();
  const images = b.input('images', 'float32', [batch, 3, classifier.imageSize, classifier.imageSize]);
  const values = [...classifier.parameters, ...classifier.buffers].map(({ name }) => {
    const value = weights.get(name);
    if (value === undefined) throw new Error(`The weights lack "${name}".`);
    return [name, b.initializer(name, value)] as const;
  });
  const { features, logits } = classifier.forward(b, images, new Map(values), 'inference');
  b.output('scores', logits);
  b.output('features', features);
  return b.finish('observed');
}
