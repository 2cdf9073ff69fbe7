import type { GraphBuilder } from '../../graph/builder/graph-builder.ts';
import type { Graph, Value } from '../../graph/graph.ts';
import type { TrainingNames } from '../../graph/memory/forward-pass.ts';
import type { Classifier } from '../../networks/classifier.ts';
import { crossEntropy } from './loss.ts';
import type { StepVariant } from './session-types.ts';
import { type Objective, trainingGraph } from './training-graph.ts';
import type { UpdateSettings } from './update-settings.ts';

export interface ClassificationSettings extends Partial<StepVariant> {
  readonly batchSize: number;
  readonly labelSmoothing?: number | undefined;
}

/**
 * Cross entropy of a classifier. Inputs: `images` [N, 3, S, S], `labels` int32 [N], `weights` [N], and where labels are mixed `others`
 * int32 [N] and `shares` [N]; outputs beside the loss: `losses` [N], `predictions` int32 [N].
 */
export const classification =
  (
    classifier: Classifier,
    { batchSize, labelSmoothing = 0, mixesLabels = false, headOnly = false }: ClassificationSettings,
  ) =>
  (b: GraphBuilder, tensors: ReadonlyMap<string, Value>): Objective => {
    const { imageSize } = classifier;
    const images = b.input('images', 'float32', [batchSize, 3, imageSize, imageSize]);
    const labels = b.input('labels', 'int32', [batchSize]);
    const weights = b.input('weights', 'float32', [batchSize]);
    const mixed = mixesLabels
      ? { others: b.input('others', 'int32', [batchSize]), shares: b.input('shares', 'float32', [batchSize]) }
      : undefined;
    const mode = headOnly ? 'inference' : 'training';
    const { logits, buffers } = classifier.forward(b, images, tensors, mode);
    const { loss, losses } = b.scoped('loss', () =>
      crossEntropy(b, { logits, labels, weights, labelSmoothing, mixed }),
    );
    const predictions = b.Cast(b.ArgMax(logits, 1, false), 'int32');
    return { loss, buffers, outputs: { losses, predictions } };
  };

/** Where the forward pass of a step's graph begins and ends. */
export const stepNames: TrainingNames = { loss: 'loss', batch: ['images'] };

/** One training step of a classifier as one graph; see `classification` and `trainingGraph` for its inputs and outputs. */
export const stepGraph = (
  classifier: Classifier,
  update: UpdateSettings,
  settings: ClassificationSettings,
): Graph => trainingGraph(classifier, classification(classifier, settings), update);
