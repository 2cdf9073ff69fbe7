import { createGraphBuilder } from '../../graph/builder/graph-builder.ts';
import type { Graph } from '../../graph/graph.ts';
import { elementCount, float32 } from '../../graph/tensor-data.ts';
import { BATCH_NORM_MOMENTUM } from '../../networks/batch-norm.ts';
import type { Classifier } from '../../networks/classifier.ts';

/**
 * The batch's own batch-norm statistics, as `torch.optim.swa_utils.update_bn` collects them. Inputs: `images` [N, 3, S, S] and every
 * parameter by name; output: mean or unbiased variance for each buffer, by its name.
 */
export function statisticsGraph(classifier: Classifier, batchSize: number): Graph {
  const b = createGraphBuilder();
  const { imageSize, parameters, buffers } = classifier;
  const images = b.input('images', 'float32', [batchSize, 3, imageSize, imageSize]);
  const weights = new Map(parameters.map(({ name, shape }) => [name, b.input(name, 'float32', shape)]));
  // From zero, a running average moves to its momentum times what the batch has.
  for (const { name, shape } of buffers) {
    weights.set(name, b.constant(float32(shape, new Float32Array(elementCount(shape)))));
  }
  const updated = classifier.forward(b, images, weights, 'training').buffers;
  for (const [name, value] of updated) b.output(name, b.Mul(value, 1 / BATCH_NORM_MOMENTUM));
  return b.finish('statistics');
}
