import { conv } from './convolution.ts';
import { sameAsFirst } from './elementwise.ts';
import { globalPool } from './pooling.ts';
import type { ShapeFunctions } from './shape-context.ts';

/**
 * ONNX Runtime's convolution operators on tensors whose channels lie in blocks (`nchwc_ops.cc`). Values keep the shape
 * [N, C, H, W]; only the order in memory differs.
 */
export const blockedDomain = 'com.microsoft.nchwc';

export const blockedShapes: ShapeFunctions = {
  Conv: conv,
  GlobalAveragePool: globalPool,
  ReorderInput: sameAsFirst,
  ReorderOutput: sameAsFirst,
};
