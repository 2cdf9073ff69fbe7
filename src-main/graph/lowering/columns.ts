import type { GraphBuilder } from '../builder/graph-builder.ts';
import type { Value } from '../graph.ts';
import type { Form, LoweringContext } from './lowering-context.ts';
import { weightGradWindow } from './weight-grad-window.ts';

/** All positions of a kernel, row-major. */
const tapsOf = (kernel: readonly number[]): readonly (readonly number[])[] =>
  kernel.reduce<readonly (readonly number[])[]>(
    (taps, size) => taps.flatMap((tap) => Array.from({ length: size }, (_, i) => [...tap, i])),
    [[]],
  );

/** For each tap, what it reads for every output pixel: `taps` tensors of x's leading extents and dy's spatial ones. */
function readTaps(context: LoweringContext, x: Value): readonly Value[] {
  const { b } = context;
  const { kernel, strides, dilations, begins, ends } = weightGradWindow(context);
  const [, , ...output] = context.shape(0);
  const axes = kernel.map((_, i) => i + 2);
  const padded = b.Pad(x, [0, 0, ...begins, 0, 0, ...ends]);
  return tapsOf(kernel).map((tap) => {
    const starts = tap.map((position, i) => position * dilations[i]!);
    const last = output.map((size, i) => starts[i]! + (size - 1) * strides[i]! + 1);
    return b.Slice(padded, { starts, ends: last, axes, steps: strides });
  });
}

const pixels = (x: Value): number => x.shape.slice(2).reduce((product, size) => product * size, 1);

/** [O, taps * C] to [O, C, ...kernel]. */
function tapsLast(b: GraphBuilder, x: Value, shape: readonly number[]): Value {
  const [filters = 1, channels = 1] = shape;
  return b.Reshape(b.Transpose(b.Reshape(x, [filters, -1, channels]), [0, 2, 1]), shape);
}

const ungrouped = (context: LoweringContext): boolean => weightGradWindow(context).group === 1;

/** im2col: all taps beside each other, one matrix product an image, summed over the images. */
export const columns: Form = {
  fits: ungrouped,
  emit: (context) => {
    const { b } = context;
    const dy = context.input(0);
    const [batch = 1, filters = 1] = dy.shape;
    const size = pixels(dy);
    const taps = b.Concat(readTaps(context, context.input(1)), 1);
    const matrices = b.Transpose(b.Reshape(taps, [batch, -1, size]), [0, 2, 1]);
    const products = b.MatMul(b.Reshape(dy, [batch, filters, size]), matrices);
    return [tapsLast(b, b.ReduceSum(products, [0], false), weightGradWindow(context).weightShape)];
  },
};

/** The same with the images in one row, so that a single product sums over them. */
export const columnsOfAllImages: Form = {
  fits: ungrouped,
  emit: (context) => {
    const { b } = context;
    const dy = context.input(0);
    const [batch = 1, filters = 1] = dy.shape;
    const spatial = dy.shape.slice(2).map((_, i) => i + 2);
    const row = batch * pixels(dy);
    const byFilter = b.Reshape(b.Transpose(dy, [1, 0, ...spatial]), [filters, row]);
    const byChannel = b.Transpose(context.input(1), [1, 0, ...spatial]);
    const taps = b.Reshape(b.Concat(readTaps(context, byChannel), 0), [-1, row]);
    const product = b.Gemm(byFilter, taps, undefined, { transB: true });
    return [tapsLast(b, product, weightGradWindow(context).weightShape)];
  },
};
