import type { GraphBuilder } from '../../builder/graph-builder.ts';
import type { Value } from '../../graph.ts';
import { blockedGlobalAveragePool } from './operators.ts';

/** Mean over images and pixels of each channel of a blocked tensor, [C]. */
export function channelMean(b: GraphBuilder, x: Value): Value {
  const perImage = blockedGlobalAveragePool(b, x);
  return b.Reshape(b.ReduceMean(perImage, [0]), [x.shape[1] ?? 1]);
}
