import { elementCount } from '../tensor-data.ts';
import { columns, columnsOfAllImages } from './columns.ts';
import { byImages, byPixels } from './blocked-weight-grad.ts';
import type { Lowering, LoweringContext } from './lowering-context.ts';
import { pointwise, pointwiseOfAllImages } from './pointwise-weight-grad.ts';
import { swapped } from './swapped-weight-grad.ts';
import { weightGradWindow } from './weight-grad-window.ts';

const forms = {
  swapped,
  columns,
  'columns-of-all-images': columnsOfAllImages,
  pointwise,
  'pointwise-of-all-images': pointwiseOfAllImages,
  'by-pixels': byPixels,
  'by-images': byImages,
};

type FormName = keyof typeof forms;

/**
 * Below this many output pixels an image, one matrix product over all images is faster than one an image: products of a few columns
 * spend their time on packing, and their sum over the images costs more than exchanging axes.
 */
const FEW_PIXELS = 64;

/** Up to here a single matrix product beats the blocked forms too: most of what they do is arranging tensors. */
const VERY_FEW_PIXELS = 4;

/** Images filled up with zeros to whole blocks cost as much as real ones. */
const fillsBlocks = (context: LoweringContext): boolean => {
  const [batch = 1] = context.shape(0);
  const { blockSize } = context.target;
  return blockSize > 0 && Math.ceil(batch / blockSize) * blockSize <= 1.5 * batch;
};

function fastestFirst(context: LoweringContext): readonly FormName[] {
  const [, , ...output] = context.shape(0);
  const pixels = output.reduce((product, size) => product * size, 1);
  const few = pixels < FEW_PIXELS;
  return [
    few ? 'pointwise-of-all-images' : 'pointwise',
    ...(pixels <= VERY_FEW_PIXELS ? (['columns-of-all-images'] as const) : []),
    'by-pixels',
    ...(fillsBlocks(context) ? (['by-images'] as const) : []),
    few ? 'columns-of-all-images' : 'columns',
  ];
}

export const convWeightGrad: Lowering = {
  forms,
  choose: (context) =>
    fastestFirst(context).find((name) => forms[name].fits?.(context) === true) ?? 'swapped',
  work: (context) =>
    elementCount(context.shape(0)) * elementCount(weightGradWindow(context).weightShape.slice(1)),
};
