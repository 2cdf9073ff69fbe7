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
}

export interface Loss {
  /** Scalar: sum(weights * losses) / sum(weights). */
  readonly loss: Value;
  /** [N]. */
  readonly losses: Value;
}

/** Softmax cross entropy as `torch.nn.functional.cross_entropy` with label smoothing, weighted by sample. */
export function crossEntropy(b: GraphBuilder, { logits, labels, weights, labelSmoothing }: LossInputs): Loss {
  const classes = logits.shape[1] ?? 1;
  const indices = b.constant(
    tensor(
      'int32',
      [1, classes],
      Int32Array.from({ length: classes }, (_, i) => i),
    ),
  );
  const oneHot = b.Cast(b.Equal(b.Unsqueeze(labels, [1]), indices), 'float32');
  const target =
    labelSmoothing === 0 ? oneHot : b.Add(b.Mul(oneHot, 1 - labelSmoothing), labelSmoothing / classes);
  const losses = b.Neg(b.ReduceSum(b.Mul(target, b.LogSoftmax(logits)), [1], false));
  const total = b.ReduceSum(b.Mul(losses, weights), [0], false);
  return { losses, loss: b.Div(total, b.ReduceSum(weights, [0], false)) };
}
