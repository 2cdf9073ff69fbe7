import { columns, columnsOfAllImages } from './columns.ts';
import { byImages, byPhases, byPixels } from './blocked-weight-grad.ts';
import type { Lowering, LoweringContext } from './lowering-context.ts';
import { pointwise, pointwiseOfAllImages } from './pointwise-weight-grad.ts';
import { swapped } from './swapped-weight-grad.ts';

const forms = {
  swapped,
  columns,
  'columns-of-all-images': columnsOfAllImages,
  pointwise,
  'pointwise-of-all-images': pointwiseOfAllImages,
  'by-pixels': byPixels,
  'by-phases': byPhases,
  'by-images': byImages,
};

type FormName = keyof typeof forms;

/**
 * Below this many output pixels an image, one matrix product over all images is faster than one an image: products of a few columns
 * spend their time on packing, and their sum over the images costs more than exchanging axes.
 */
const FEW_PIXELS = 64;

function fastestFirst(context: LoweringContext): readonly FormName[] {
  const [, , ...output] = context.shape(0);
  const few = output.reduce((product, size) => product * size, 1) < FEW_PIXELS;
  return [
    few ? 'pointwise-of-all-images' : 'pointwise',
    'by-pixels',
    'by-phases',
    'by-images',
    few ? 'columns-of-all-images' : 'columns',
  ];
}

export const convWeightGrad: Lowering = {
  forms,
  choose: (context) =>
    fastestFirst(context).find((name) => forms[name].fits?.(context) === true) ?? 'swapped',
};
