import { createGraphBuilder } from '../../graph/builder/graph-builder.ts';
import type { Graph } from '../../graph/graph.ts';
import type { TensorData } from '../../graph/tensor-data.ts';
import type { Classifier } from '../../networks/classifier.ts';
import { portableGraph } from '../../networks/portable-graph.ts';
import type { InferenceExportOptions } from './session-types.ts';
import { declareWeights } from './training-graph.ts';

/** Inputs: `images` [N, 3, S, S] and every parameter and buffer by name; output: `logits`. */
export function predictionGraph(classifier: Classifier, batchSize: number): Graph {
  const b = createGraphBuilder();
  const { imageSize } = classifier;
  const images = b.input('images', 'float32', [batchSize, 3, imageSize, imageSize]);
  b.output('logits', classifier.forward(b, images, declareWeights(b, classifier), 'inference').logits);
  return b.finish('prediction');
}

/**
 * A model for other programs: weights inside, any number of images, class names and normalisation in its metadata.
 * `tensor` gives the present value of a parameter or buffer.
 */
export function exportGraph(
  classifier: Classifier,
  tensor: (name: string) => TensorData,
  { mean, std, labels }: InferenceExportOptions,
): Graph {
  const { imageSize } = classifier;
  return portableGraph({
    name: 'classifier',
    metadata: {
      labels: JSON.stringify(labels),
      mean: JSON.stringify(mean),
      std: JSON.stringify(std),
      image_size: String(imageSize),
    },
    specs: classifier,
    tensor,
    build: (b, weights) => {
      const images = b.input('images', 'float32', [1, 3, imageSize, imageSize]);
      return { logits: classifier.forward(b, images, weights, 'inference').logits };
    },
  });
}
