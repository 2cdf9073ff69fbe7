import * as tf from '@tensorflow/tfjs-core';

/** As `residualNetwork` gives them. */
interface ConvolutionAttributes {
  readonly strides: [number, number];
  /** The same on all sides. */
  readonly pad: number;
}

/**
 * Gradients of a convolution of NHWC pictures. The WebAssembly backend has a kernel for the input's; the filter's is written with what it
 * does have: for every place of the kernel a strided slice of the pictures, times the arriving gradient.
 */
export const convolutionGradient: tf.GradConfig = {
  kernelName: tf.Conv2D,
  inputsToSave: ['x', 'filter'],
  gradFunc: (arriving, saved, attributes) => {
    const dy = arriving as tf.Tensor4D;
    const [x, filter] = saved as [tf.Tensor4D, tf.Tensor4D];
    const { strides, pad } = attributes as unknown as ConvolutionAttributes;
    const backwards = { strides, pad, dataFormat: 'NHWC', inputShape: x.shape };
    return {
      x: () => tf.engine().runKernel<tf.Tensor>(tf.Conv2DBackpropInput, { dy, filter }, backwards),
      filter: () => filterGradient(x, filter.shape, dy, { strides, pad }),
    };
  },
};

/** x [N, H, W, C] and dy [N, h, w, M] to [rows, columns, C, M]. */
function filterGradient(
  x: tf.Tensor4D,
  shape: tf.Tensor4D['shape'],
  dy: tf.Tensor4D,
  { strides: [down, across], pad }: ConvolutionAttributes,
): tf.Tensor {
  const [rows, columns, channels, filters] = shape;
  const padded =
    pad === 0
      ? x
      : tf.pad(x, [
          [0, 0],
          [pad, pad],
          [pad, pad],
          [0, 0],
        ]);
  const [samples, height, width] = dy.shape;
  const pixels = samples * height * width;
  const arriving = tf.reshape(dy, [pixels, filters]);
  const places = Array.from({ length: rows * columns }, (_, place) => {
    const [row, column] = [Math.floor(place / columns), place % columns];
    const seen = tf.stridedSlice(
      padded,
      [0, row, column, 0],
      [samples, row + (height - 1) * down + 1, column + (width - 1) * across + 1, channels],
      [1, down, across, 1],
    );
    return tf.matMul(tf.reshape(seen, [pixels, channels]), arriving, true, false);
  });
  return tf.reshape(tf.stack(places), shape);
}
