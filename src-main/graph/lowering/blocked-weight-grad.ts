import { axisPhases, phasesOfPlain, plainPhases } from './blocked/phases.ts';
import { weightGradientByImages, weightGradientByPixels } from './blocked/weight-gradient.ts';
import type { Form, LoweringContext } from './lowering-context.ts';
import { isEvery, weightGradWindow } from './weight-grad-window.ts';

/** The gradient's channels fill blocks, and the convolution is one of images without groups. */
const isBlockable = (context: LoweringContext): boolean =>
  context.canBlock(0) && weightGradWindow(context).group === 1;

const rowsFillBlocks = (context: LoweringContext): boolean =>
  (context.shape(0)[3] ?? 1) % context.target.blockSize === 0;

/** Step 1, rows of whole blocks, output as large as the input. */
export const byPixels: Form = {
  fits: (context) => {
    const { strides, dilations } = weightGradWindow(context);
    return (
      isBlockable(context) &&
      rowsFillBlocks(context) &&
      isEvery([...strides, ...dilations], 1) &&
      context.shape(0).slice(2).join() === context.shape(1).slice(2).join()
    );
  },
  emit: (context) => {
    const { kernel, begins } = weightGradWindow(context);
    const [rows = 1, columns = 1] = kernel;
    const [top = 0, left = 0] = begins;
    return [
      weightGradientByPixels(context.b, {
        dy: context.operand(0).blocked(),
        x: context.input(1),
        block: context.target.blockSize,
        kernel: [rows, columns],
        begin: [top, left],
      }),
    ];
  },
};

/** Step 2: as step 1 on the four phases of the input (see `axisPhases`). */
export const byPhases: Form = {
  fits: (context) => {
    const { strides, dilations } = weightGradWindow(context);
    return (
      isBlockable(context) &&
      rowsFillBlocks(context) &&
      isEvery(strides, 2) &&
      isEvery(dilations, 1) &&
      context
        .shape(1)
        .slice(2)
        .every((size, i) => size === 2 * (context.shape(0)[i + 2] ?? 0))
    );
  },
  emit: (context) => {
    const { b, target } = context;
    const block = target.blockSize;
    const { kernel, begins, weightShape } = weightGradWindow(context);
    const [filters = 1, channels = 1] = weightShape;
    const [rows, columns] = [axisPhases(kernel[0]!, begins[0]!), axisPhases(kernel[1]!, begins[1]!)];
    const x = context.canBlock(1)
      ? plainPhases(b, context.operand(1).blocked(), block)
      : phasesOfPlain(b, context.input(1));
    const ofPhases = weightGradientByPixels(b, {
      dy: context.operand(0).blocked(),
      x,
      block,
      kernel: [rows.length, columns.length],
      begin: [-rows.first, -columns.first],
    });
    const split = b.Reshape(ofPhases, [filters, 2, 2, channels, rows.length, columns.length]);
    const joined = b.Reshape(b.Transpose(split, [0, 3, 4, 1, 5, 2]), [
      filters,
      channels,
      2 * rows.length,
      2 * columns.length,
    ]);
    // Positions count from the first phase pixel, taps from the padding.
    const starts = [rows, columns].map(({ first }, i) => -2 * first - begins[i]!);
    return [b.Slice(joined, { starts, ends: starts.map((start, i) => start + kernel[i]!), axes: [2, 3] })];
  },
};

/** Any step and dilation. */
export const byImages: Form = {
  fits: isBlockable,
  emit: (context) => [
    weightGradientByImages(context.b, {
      ...weightGradWindow(context),
      dy: context.operand(0).blocked(),
      x: context.input(1),
      block: context.target.blockSize,
    }),
  ],
};
