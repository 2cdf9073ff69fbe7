import { getInt } from '../attributes.ts';
import { conv } from './convolution.ts';
import { sameAsFirst } from './elementwise.ts';
import { globalPool } from './pooling.ts';
import type { ShapeContext, ShapeFunctions, StaticType } from './shape-context.ts';

/** ONNX Runtime's own operators ("ContribOperators.md" in its repository). */
export const contributedDomain = 'com.microsoft';

/**
 * ONNX Runtime's convolution operators on tensors whose channels lie in blocks (`nchwc_ops.cc`). Values keep the shape [N, C, H, W];
 * only the order in memory differs.
 */
export const blockedDomain = 'com.microsoft.nchwc';

/** Batched matrix product whose operands may be read transposed in their last two axes; equal batch extents only. */
function fusedMatMul(context: ShapeContext): readonly StaticType[] {
  const { elementType, shape: a } = context.input(0);
  const { shape: b } = context.input(1);
  const transposed = (name: string): boolean => getInt(context.node, name, 0) === 1;
  const [rows, inner] = transposed('transA') ? [a.at(-1), a.at(-2)] : [a.at(-2), a.at(-1)];
  const [depth, columns] = transposed('transB') ? [b.at(-1), b.at(-2)] : [b.at(-2), b.at(-1)];
  const batch = a.slice(0, -2);
  if (
    rows === undefined ||
    columns === undefined ||
    inner !== depth ||
    batch.join() !== b.slice(0, -2).join()
  )
    throw context.error(`cannot multiply [${a.join(', ')}] by [${b.join(', ')}]`);
  return [{ elementType, shape: [...batch, rows, columns] }];
}

export const contributedShapes: ShapeFunctions = { FusedMatMul: fusedMatMul };

export const blockedShapes: ShapeFunctions = {
  Conv: conv,
  GlobalAveragePool: globalPool,
  ReorderInput: sameAsFirst,
  ReorderOutput: sameAsFirst,
};
