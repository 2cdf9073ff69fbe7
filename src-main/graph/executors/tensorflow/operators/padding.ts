import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../tensors.ts';

export interface Padding {
  /** One entry an axis; a negative one cuts. */
  readonly begins: readonly number[];
  readonly ends: readonly number[];
  /** What is put there; default 0. */
  readonly value?: number;
}

/** Pads each end of each axis, or cuts it. */
export function padded(tf: TensorFlow, x: Tensor, { begins, ends, value = 0 }: Padding): Tensor {
  const cuts = [...begins, ...ends].some((size) => size < 0);
  const part = cuts
    ? tf.slice(
        x,
        begins.map((begin) => Math.max(0, -begin)),
        x.shape.map((dim, axis) => dim + Math.min(0, begins[axis] ?? 0) + Math.min(0, ends[axis] ?? 0)),
      )
    : x;
  const pads = begins.map((begin, axis): [number, number] => [
    Math.max(0, begin),
    Math.max(0, ends[axis] ?? 0),
  ]);
  return pads.some(([begin, end]) => begin + end > 0) ? tf.pad(part, pads, value) : part;
}
