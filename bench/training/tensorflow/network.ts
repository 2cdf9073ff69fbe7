import * as tf from '@tensorflow/tfjs-core';

/** Values of a residual network's parameters by timm's names, convolutions [rows, columns, inputs, filters]. */
export type NetworkWeights = ReadonlyMap<string, tf.Tensor>;

const EPSILON = 1e-5;

/**
 * A residual network of basic blocks with a 3x3 stem in training mode, written as one writes it for TensorFlow.js; how many stages and
 * blocks there are is told by the names. Running statistics are left out.
 * @param images [N, S, S, 3]
 * @returns logits [N, classes]
 */
export function residualNetwork(weights: NetworkWeights, images: tf.Tensor4D): tf.Tensor2D {
  const layers = new Layers(weights);
  let x = tf.relu(layers.norm('bn1', layers.convolution('conv1', images, 1)));
  for (let stage = 1; weights.has(`layer${stage}.0.conv1.weight`); stage++) {
    for (let block = 0; weights.has(`layer${stage}.${block}.conv1.weight`); block++) {
      x = layers.block(`layer${stage}.${block}`, x, stage > 1 && block === 0 ? 2 : 1);
    }
  }
  const features = tf.mean(x, [1, 2]) as tf.Tensor2D;
  return tf.add(tf.matMul(features, layers.weight('fc.weight'), false, true), layers.weight('fc.bias'));
}

class Layers {
  readonly #weights: NetworkWeights;

  constructor(weights: NetworkWeights) {
    this.#weights = weights;
  }

  weight(name: string): tf.Tensor {
    const found = this.#weights.get(name);
    if (!found) throw new Error(`The network has no "${name}".`);
    return found;
  }

  convolution(name: string, x: tf.Tensor4D, stride: number): tf.Tensor4D {
    const filter = this.weight(`${name}.weight`) as tf.Tensor4D;
    return tf.conv2d(x, filter, [stride, stride], (filter.shape[0] - 1) / 2);
  }

  norm(name: string, x: tf.Tensor4D): tf.Tensor4D {
    const { mean, variance } = tf.moments(x, [0, 1, 2]);
    const scale = this.weight(`${name}.weight`) as tf.Tensor1D;
    const bias = this.weight(`${name}.bias`) as tf.Tensor1D;
    return tf.batchNorm(x, mean as tf.Tensor1D, variance as tf.Tensor1D, bias, scale, EPSILON);
  }

  block(name: string, x: tf.Tensor4D, stride: number): tf.Tensor4D {
    const middle = tf.relu(this.norm(`${name}.bn1`, this.convolution(`${name}.conv1`, x, stride)));
    const residual = this.norm(`${name}.bn2`, this.convolution(`${name}.conv2`, middle, 1));
    const projected = this.#weights.has(`${name}.downsample.0.weight`);
    const shortcut = projected
      ? this.norm(`${name}.downsample.1`, this.convolution(`${name}.downsample.0`, x, stride))
      : x;
    return tf.relu(tf.add(residual, shortcut));
  }
}
