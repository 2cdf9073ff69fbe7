import type { Value } from '../graph.ts';
import type { Form, LoweringContext } from './lowering-context.ts';
import { isEvery, weightGradWindow } from './weight-grad-window.ts';

/** One tap without padding: the gradient is a product of dy with the pixels that the steps visit. */
const isPointwise = (context: LoweringContext): boolean => {
  const { kernel, begins, ends, group } = weightGradWindow(context);
  return isEvery(kernel, 1) && isEvery([...begins, ...ends], 0) && group === 1;
};

/** [N, C, ...] at the pixels that are read. */
function visited(context: LoweringContext): Value {
  const { b } = context;
  const x = context.input(1);
  const { strides } = weightGradWindow(context);
  if (isEvery(strides, 1)) return x;
  const spatial = x.shape.slice(2);
  const axes = spatial.map((_, i) => i + 2);
  return b.Slice(x, { starts: axes.map(() => 0), ends: spatial, axes, steps: strides });
}

export const pointwise: Form = {
  fits: isPointwise,
  emit: (context) => {
    const { b } = context;
    const [dy, x] = [context.input(0), visited(context)];
    const matrices = [dy, x].map((value) => b.Reshape(value, [value.shape[0]!, value.shape[1]!, -1]));
    const products = b.MatMul(matrices[0]!, b.Transpose(matrices[1]!, [0, 2, 1]));
    return [b.Reshape(b.ReduceSum(products, [0], false), weightGradWindow(context).weightShape)];
  },
};

export const pointwiseOfAllImages: Form = {
  fits: isPointwise,
  emit: (context) => {
    const { b } = context;
    const [dy, x] = [context.input(0), visited(context)].map((value) => {
      const spatial = value.shape.slice(2).map((_, i) => i + 2);
      return b.Reshape(b.Transpose(value, [1, 0, ...spatial]), [value.shape[1]!, -1]);
    });
    const product = b.Gemm(dy!, x!, undefined, { transB: true });
    return [b.Reshape(product, weightGradWindow(context).weightShape)];
  },
};
