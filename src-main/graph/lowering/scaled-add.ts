import type { Value } from '../graph.ts';
import { elementCount } from '../tensor-data.ts';
import { channelAffine } from './blocked/operators.ts';
import type { Form, Lowering, LoweringContext } from './lowering-context.ts';

const separate: Form = {
  emit: (context) => {
    const { b } = context;
    const [x, scale, z] = [context.input(0), context.input(1), context.input(2)];
    return [b.Add(b.Mul(x, scale), z)];
  },
};

/** Elements a row: long enough that starting one costs nothing, short enough that threads share the work. */
const LONGEST_ROW = 4096;

/** The largest divisor up to `LONGEST_ROW`. */
function rowLength(count: number): number {
  for (let rows = Math.ceil(count / LONGEST_ROW); rows < count; rows++) {
    if (count % rows === 0) return count / rows;
  }
  return 1;
}

/**
 * As one pass: the tensors seen as one image of B channels, scaled by a convolution of one tap that adds z. Element order does not
 * matter, since all channels have the same scale.
 */
const onePass: Form = {
  fits: (context) => {
    const { blockSize } = context.target;
    return (
      blockSize > 0 &&
      context.operand(0).elementType === 'float32' &&
      elementCount(context.shape(0)) % blockSize === 0
    );
  },
  emit: (context) => {
    const { b, target } = context;
    const [x, z] = [context.input(0), context.input(2)];
    const count = elementCount(x.shape) / target.blockSize;
    const row = rowLength(count);
    const view = (value: Value): Value => b.Reshape(value, [1, target.blockSize, count / row, row]);
    const scale = b.Expand(context.input(1), [target.blockSize]);
    return [b.Reshape(channelAffine(b, view(x), scale, { sum: view(z) }), x.shape)];
  },
};

/** Smaller tensors are done before a pass more matters. */
const SMALL = 4096;

/** The shape of a graph output is fixed, and giving it back its shape is a copy, as dear as the pass that was saved. */
const pays = (context: LoweringContext): boolean =>
  elementCount(context.shape(0)) >= SMALL && !context.givesGraphOutput && onePass.fits?.(context) === true;

export const scaledAdd: Lowering = {
  forms: { separate, 'one-pass': onePass },
  choose: (context) => (pays(context) ? 'one-pass' : 'separate'),
};
