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
