import type { GraphBuilder } from '../../graph/builder/graph-builder.ts';
import type { Graph, Value } from '../../graph/graph.ts';
import type { Classifier } from '../../models/classifier.ts';
import type { Optimizer } from '../../models/optimizers/optimizer.ts';
import { crossEntropy } from './loss.ts';
import { type Objective, trainingGraph } from './training-graph.ts';

export interface ClassificationSettings {
  readonly batchSize: number;
  readonly labelSmoothing?: number;
}

export interface StepSettings extends ClassificationSettings {
  readonly largestGradient?: number;
}

/**
 * Cross entropy of a classifier. Inputs: `images` [N, 3, S, S], `labels` int32 [N], `weights` [N]; outputs beside the loss: `losses` [N],
 * `predictions` int32 [N].
 */
export const classification =
  (classifier: Classifier, { batchSize, labelSmoothing = 0 }: ClassificationSettings) =>
  (b: GraphBuilder, tensors: ReadonlyMap<string, Value>): Objective => {
    const { imageSize } = classifier;
    const images = b.input('images', 'float32', [batchSize, 3, imageSize, imageSize]);
    const labels = b.input('labels', 'int32', [batchSize]);
    const weights = b.input('weights', 'float32', [batchSize]);
    const { logits, buffers } = classifier.forward(b, images, tensors, 'training');
    const { loss, losses } = b.scoped('loss', () =>
      crossEntropy(b, { logits, labels, weights, labelSmoothing }),
    );
    const predictions = b.Cast(b.ArgMax(logits, 1, false), 'int32');
    return { loss, buffers, outputs: { losses, predictions } };
  };

/** One training step of a classifier as one graph; see `classification` and `trainingGraph` for its inputs and outputs. */
export const stepGraph = (classifier: Classifier, optimizer: Optimizer, settings: StepSettings): Graph =>
  trainingGraph(classifier, classification(classifier, settings), {
    optimizer,
    largestGradient: settings.largestGradient,
  });
