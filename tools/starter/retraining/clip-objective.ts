import type { GraphBuilder } from '../../../src-main/graph/builder/graph-builder.ts';
import type { Value } from '../../../src-main/graph/graph.ts';
import { float32 } from '../../../src-main/graph/tensor-data.ts';
import { clip } from '../../../src-main/networks/clip/clip.ts';
import { contrastiveLoss, cosines } from '../../../src-main/networks/clip/contrastive-loss.ts';
import type { ClipSettings } from '../../../src-main/networks/clip/settings.ts';
import { crossEntropy } from '../../../src-main/training/step/loss.ts';
import type { Objective } from '../../../src-main/training/step/training-graph.ts';

export interface ClipBatch {
  /** Pictures, and at most as many captions. */
  readonly batch: number;
  /** One plain prompt for each object, after the captions. */
  readonly prompts: number;
  /** Tokens of every text. */
  readonly length: number;
}

/**
 * The contrastive loss of a batch, and beside it the cross entropy of each picture's object among the plain prompts of all objects, which
 * is what the filter will ask. Inputs: `pixels` [B, 3, S, S], `ids` int32 [B + prompts, length], `own` [B, B] (see `contrastiveLoss`),
 * `things` int32 [B].
 */
export const clipObjective =
  (settings: ClipSettings, { batch, prompts, length }: ClipBatch) =>
  (b: GraphBuilder, weights: ReadonlyMap<string, Value>): Objective => {
    const { imageSize } = settings.vision;
    const pixels = b.input('pixels', 'float32', [batch, 3, imageSize, imageSize]);
    const ids = b.input('ids', 'int32', [batch + prompts, length]);
    const own = b.input('own', 'float32', [batch, batch]);
    const things = b.input('things', 'int32', [batch]);
    const { result, buffers } = clip(settings).forward(b, { pixels, ids }, weights, 'training');
    const [captions, names] = b.Split(result.texts, [batch, prompts]);
    if (captions === undefined || names === undefined) throw new Error('The texts were not split.');
    const contrast = contrastiveLoss(b, { ...result, texts: captions }, own);
    const naming = crossEntropy(b, {
      logits: b.Mul(cosines(b, result.images, names), contrast.scale),
      labels: things,
      weights: b.constant(float32([batch], new Float32Array(batch).fill(1))),
      labelSmoothing: 0,
    });
    const loss = b.Add(contrast.loss, b.Reshape(naming.loss, []));
    return { loss, buffers, outputs: { naming: naming.loss, scale: contrast.scale } };
  };
