import type { GraphBuilder } from '../../builder/graph-builder.ts';
import type { Value } from '../../graph.ts';
import { blockedConv, reorderInput, reorderOutput } from './operators.ts';

/** dW[o, c, i, j] = sum over images and pixels of dy[n, o, y, x] * input[n, c, y + i - begin, x + j - begin]. */
export interface StrideOneGradient {
  /** [N, O, H, W], blocked. */
  readonly dy: Value;
  /** [N, C, H, W], plain. */
  readonly x: Value;
  readonly block: number;
  /** Rows and columns of taps. */
  readonly kernel: readonly [number, number];
  /** Padding before the first row and column. */
  readonly begin: readonly [number, number];
}

/**
 * As a blocked convolution whose input channels are (image, pixel of a block of B in a row): blocked dy is its weights as it lies,
 * but for an exchange of its two leading axes, and plain x its input, a row a channel. The vertical taps are
 * neighbouring outputs: the stride is one image row. The horizontal taps are copies of dy shifted by a pixel.
 * W must be a multiple of B. Gives [O, C, ...kernel], plain.
 */
export function weightGradientByPixels(b: GraphBuilder, gradient: StrideOneGradient): Value {
  const { dy, x, block, kernel, begin } = gradient;
  const [batch = 1, filters = 1, height = 1, width = 1] = dy.shape;
  const channels = x.shape[1] ?? 1;
  const [rows, columns] = kernel;
  const byFilter = b.Transpose(b.Reshape(dy, [batch, filters / block, height, width * block]), [1, 0, 2, 3]);
  const shifted = Array.from({ length: columns }, (_, j) => shiftRows(b, byFilter, (j - begin[1]) * block));
  const padded = b.Pad(x, [0, 0, begin[0], 0, 0, 0, rows - 1 - begin[0], 0]);
  const pixels = (height * width) / block;
  const input = b.Reshape(padded, [1, batch * block, channels, ((height + rows - 1) * width) / block]);
  const convolve = (weights: Value, outputs: number): Value =>
    blockedConv(b, input, b.Reshape(weights, [outputs, batch * block, 1, pixels]), {
      strides: [1, width / block],
    });
  // One block of filters leaves most vector registers of the kernel empty: there a copy that puts all shifts into one convolution pays.
  const parts =
    filters === block
      ? convolve(b.Concat(shifted, 0), columns * filters)
      : b.Concat(
          shifted.map((weights) => convolve(weights, filters)),
          0,
        );
  const taps = b.Reshape(parts, [columns, filters / block, channels, rows, block]);
  return b.Reshape(b.Transpose(taps, [1, 4, 2, 3, 0]), [filters, channels, rows, columns]);
}

/** Shifts along the last axis, filling with zeros. */
const shiftRows = (b: GraphBuilder, x: Value, by: number): Value =>
  by === 0 ? x : b.Pad(x, [0, 0, 0, by, 0, 0, 0, -by]);

export interface AnyGradient {
  /** [N, O, Ho, Wo], blocked. */
  readonly dy: Value;
  /** [N, C, H, W], plain. */
  readonly x: Value;
  readonly block: number;
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly begins: readonly number[];
}

/**
 * As a blocked convolution whose input channels are the images, with dy as its weights: strides become dilations and the other way
 * round. Best for small images, for which the kernel stays in the cache. Gives [O, C, ...kernel], plain.
 */
export function weightGradientByImages(b: GraphBuilder, gradient: AnyGradient): Value {
  const { dy, x, block, kernel, strides, dilations, begins } = gradient;
  const [batch = 1, filters = 1, ...output] = dy.shape;
  const images = Math.ceil(batch / block) * block;
  const ends = output.map((size, i) => {
    const reached = (kernel[i]! - 1) * dilations[i]! + (size - 1) * strides[i]! + 1;
    // Negative where the last pixels are reached by no window: then they are cut off.
    return reached - begins[i]! - (x.shape[i + 2] ?? 0);
  });
  const byChannel = b.Pad(b.Transpose(x, [1, 0, 2, 3]), [0, 0, ...begins, 0, images - batch, ...ends]);
  const allImages = images === batch ? dy : b.Pad(dy, [0, 0, 0, 0, images - batch, 0, 0, 0]);
  const split = b.Reshape(allImages, [images / block, block, filters / block, -1, block]);
  const weights = b.Reshape(b.Transpose(split, [2, 0, 3, 1, 4]), [filters, images, ...output]);
  const options = { strides: dilations, dilations: strides };
  const taps = reorderOutput(b, blockedConv(b, reorderInput(b, byChannel), weights, options));
  return b.Transpose(taps, [1, 0, 2, 3]);
}
