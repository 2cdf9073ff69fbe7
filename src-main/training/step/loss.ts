import type { GraphBuilder } from '../../graph/builder/graph-builder.ts';
import type { Value } from '../../graph/graph.ts';
import { tensor } from '../../graph/tensor-data.ts';

export interface LossInputs {
  /** [N, C]. */
  readonly logits: Value;
  /** int32 [N]. */
  readonly labels: Value;
  /** [N]. */
  readonly weights: Value;
  /** In [0, 1). */
  readonly labelSmoothing: number;
  /** Where pictures are mixed of two: the class of the other one, int32 [N], and the share of the first in the target, [N] in [0, 1]. */
  readonly mixed?: { readonly others: Value; readonly shares: Value } | undefined;
}

export interface Loss {
  /** Scalar: sum(weights * losses) / sum(weights). */
  readonly loss: Value;
  /** [N]. */
  readonly losses: Value;
}

/** [N] class indices to [N, C]. */
function oneHot(b: GraphBuilder, labels: Value, classes: number): Value {
  const indices = Int32Array.from({ length: classes }, (_, i) => i);
  const row = b.constant(tensor('int32', [1, classes], indices));
  return b.Cast(b.Equal(b.Unsqueeze(labels, [1]), row), 'float32');
}

/**
 * Softmax cross entropy as `torch.nn.functional.cross_entropy` with label smoothing, weighted by sample; with `mixed` against a target
 * between two classes (Mixup, CutMix).
 */
export function crossEntropy(
  b: GraphBuilder,
  { logits, labels, weights, labelSmoothing, mixed }: LossInputs,
): Loss {
  const classes = logits.shape[1] ?? 1;
  let target = oneHot(b, labels, classes);
  if (mixed) {
    const share = b.Unsqueeze(mixed.shares, [1]);
    target = b.Add(b.Mul(target, share), b.Mul(oneHot(b, mixed.others, classes), b.Sub(1, share)));
  }
  if (labelSmoothing > 0) target = b.Add(b.Mul(target, 1 - labelSmoothing), labelSmoothing / classes);
  const losses = b.Neg(b.ReduceSum(b.Mul(target, b.LogSoftmax(logits)), [1], false));
  const total = b.ReduceSum(b.Mul(losses, weights), [0], false);
  return { losses, loss: b.Div(total, b.ReduceSum(weights, [0], false)) };
}
