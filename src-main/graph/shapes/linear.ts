import { getInt } from '../attributes.ts';
import { attention } from './attention.ts';
import { broadcastShapes } from './broadcast.ts';
import { einsum } from './einsum.ts';
import type { ShapeContext, ShapeFunctions, StaticType } from './shape-context.ts';

/** NumPy's matmul: the last two axes multiply, the others broadcast; a vector gains an axis that is dropped again. */
function matMul(context: ShapeContext): readonly StaticType[] {
  const { elementType, shape: a } = context.input(0);
  const { shape: b } = context.input(1);
  if (a.length === 0 || b.length === 0) throw context.error('cannot multiply by a scalar');
  const left = a.length === 1 ? [1, ...a] : a;
  const right = b.length === 1 ? [...b, 1] : b;
  const [rows = 0, inner = 0] = left.slice(-2);
  const [otherInner = 0, columns = 0] = right.slice(-2);
  if (inner !== otherInner) throw context.error(`[${a.join(', ')}] and [${b.join(', ')}] do not multiply`);
  const batch = broadcastShapes(left.slice(0, -2), right.slice(0, -2));
  const matrix = [...(a.length === 1 ? [] : [rows]), ...(b.length === 1 ? [] : [columns])];
  return [{ elementType, shape: [...batch, ...matrix] }];
}

function gemm(context: ShapeContext): readonly StaticType[] {
  const { elementType, shape: a } = context.input(0);
  const { shape: b } = context.input(1);
  const [rows = 0, inner] = getInt(context.node, 'transA', 0) === 1 ? a.toReversed() : a;
  const [otherInner, columns = 0] = getInt(context.node, 'transB', 0) === 1 ? b.toReversed() : b;
  if (a.length !== 2 || b.length !== 2 || inner !== otherInner) {
    throw context.error(`[${a.join(', ')}] and [${b.join(', ')}] do not multiply`);
  }
  return [{ elementType, shape: [rows, columns] }];
}

export const linearShapes: ShapeFunctions = {
  MatMul: matMul,
  Gemm: gemm,
  Einsum: einsum,
  Attention: attention,
};
