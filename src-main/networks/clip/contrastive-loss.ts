import type { GraphBuilder } from '../../graph/builder/graph-builder.ts';
import type { Value } from '../../graph/graph.ts';
import type { ClipEmbeddings } from './clip.ts';

/** Above it training gets unstable (Radford et al. 2021). */
const LARGEST_SCALE = 100;
/** What an empty place's logits are lowered by. */
const ABSENT = 1e9;

const unit = (b: GraphBuilder, x: Value): Value => b.Div(x, b.ReduceL2(x, [1]));

/** Cosines of all rows of `images` [B, P] with all rows of `texts` [T, P]: [B, T]. */
export const cosines = (b: GraphBuilder, images: Value, texts: Value): Value =>
  b.MatMul(unit(b, images), b.Transpose(unit(b, texts), [1, 0]));

export interface Contrast {
  /** Scalar. */
  readonly loss: Value;
  /** Scalar: what cosines were multiplied by. */
  readonly scale: Value;
}

/**
 * Symmetric InfoNCE between B pictures and T distinct captions (Radford et al. 2021), where pictures of one caption share it: each
 * picture is to find its caption, and each caption the pictures that it belongs to, evenly. `own` [B, T] is 1 where a caption belongs
 * to a picture, else 0; a column of zeros is an empty place, which takes no part.
 */
export function contrastiveLoss(b: GraphBuilder, embeddings: ClipEmbeddings, own: Value): Contrast {
  const scale = b.Clip(b.Exp(embeddings.logScale), undefined, LARGEST_SCALE);
  const logits = b.Mul(cosines(b, embeddings.images, embeddings.texts), scale);
  const pictures = b.ReduceSum(own, [0]);
  const present = b.Cast(b.Greater(pictures, 0), 'float32');
  const open = b.Add(logits, b.Mul(b.Sub(present, 1), ABSENT));
  const count = own.shape[0] ?? 1;
  const toText = b.Div(b.ReduceSum(b.Mul(b.LogSoftmax(open, 1), own)), count);
  const share = b.Div(b.Div(own, b.Max(pictures, 1)), b.ReduceSum(present));
  const toImage = b.ReduceSum(b.Mul(b.LogSoftmax(logits, 0), share));
  return { loss: b.Mul(b.Add(b.Reshape(toText, []), b.Reshape(toImage, [])), -0.5), scale };
}
