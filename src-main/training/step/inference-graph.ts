import { createGraphBuilder } from '../../graph/builder/graph-builder.ts';
import type { Graph, Value, ValueType } from '../../graph/graph.ts';
import type { TensorData } from '../../graph/tensor-data.ts';
import type { Classifier } from '../../models/classifier.ts';
import type { InferenceExportOptions } from './session-types.ts';
import { declareWeights } from './step-graph.ts';

/** Inputs: `images` [N, 3, S, S] and every parameter and buffer by name; output: `logits`. */
export function predictionGraph(classifier: Classifier, batchSize: number): Graph {
  const b = createGraphBuilder();
  const { imageSize } = classifier;
  const images = b.input('images', 'float32', [batchSize, 3, imageSize, imageSize]);
  b.output('logits', classifier.forward(b, images, declareWeights(b, classifier), 'inference').logits);
  return b.finish('prediction');
}

/** Every operator that the exported classifiers use means the same in this older set, which more programs read. */
const exportedOpset = 17;

/** The open extent that stands for the number of images. */
const batch = 'batch';

/**
 * A model for other programs: weights inside, any number of images, class names and normalisation in its metadata.
 * `tensor` gives the present value of a parameter or buffer.
 */
export function exportGraph(
  classifier: Classifier,
  tensor: (name: string) => TensorData,
  { mean, std, labels }: InferenceExportOptions,
): Graph {
  const b = createGraphBuilder();
  const { imageSize } = classifier;
  const images = b.input('images', 'float32', [1, 3, imageSize, imageSize]);
  const weights = new Map<string, Value>(
    [...classifier.parameters, ...classifier.buffers].map(({ name }) => [
      name,
      b.initializer(name, tensor(name)),
    ]),
  );
  const { logits } = classifier.forward(b, images, weights, 'inference');
  b.output('logits', logits);
  const graph = b.finish('classifier', {
    labels: JSON.stringify(labels),
    mean: JSON.stringify(mean),
    std: JSON.stringify(std),
    image_size: String(imageSize),
  });
  const open = ({ elementType, shape }: Value): ValueType => ({
    elementType,
    shape: [batch, ...shape.slice(1)],
  });
  return {
    ...graph,
    opsets: { '': exportedOpset },
    values: new Map([
      ['images', open(images)],
      ['logits', open(logits)],
    ]),
  };
}
