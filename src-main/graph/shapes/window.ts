import { getInt, getInts, getText } from '../attributes.ts';
import type { Node } from '../graph.ts';

/** How a convolution or pooling window moves, one entry a spatial axis. */
export interface Window {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** Padding before and after. */
  readonly begins: readonly number[];
  readonly ends: readonly number[];
  readonly output: readonly number[];
}

const pick = (list: readonly number[] | undefined, axis: number, fallback: number): number =>
  list?.[axis] ?? fallback;

function autoPadding(mode: string, inputs: number, kernel: number, stride: number): [number, number] {
  if (mode === 'VALID') return [0, 0];
  const total = Math.max(0, (Math.ceil(inputs / stride) - 1) * stride + kernel - inputs);
  const small = Math.floor(total / 2);
  return mode === 'SAME_UPPER' ? [small, total - small] : [total - small, small];
}

/** Resolves `strides`, `pads`, `dilations`, `auto_pad` and `ceil_mode` (ONNX Conv and pooling operators). */
export function resolveWindow(node: Node, spatial: readonly number[], kernel: readonly number[]): Window {
  const rank = spatial.length;
  const pads = getInts(node, 'pads');
  const autoPad = getText(node, 'auto_pad', 'NOTSET');
  const strides = kernel.map((_, i) => pick(getInts(node, 'strides'), i, 1));
  const dilations = kernel.map((_, i) => pick(getInts(node, 'dilations'), i, 1));
  const extents = kernel.map((k, i) => (k - 1) * pick(dilations, i, 1) + 1);
  const padding = spatial.map((size, i): [number, number] =>
    autoPad === 'NOTSET'
      ? [pick(pads, i, 0), pick(pads, i + rank, 0)]
      : autoPadding(autoPad, size, pick(extents, i, 1), pick(strides, i, 1)),
  );
  const ceil = getInt(node, 'ceil_mode', 0) === 1;
  const output = spatial.map((size, i) => {
    const [begin, end] = padding[i] ?? [0, 0];
    const stride = pick(strides, i, 1);
    const steps = (size + begin + end - pick(extents, i, 1)) / stride;
    // A window that would start in the end padding is dropped (ONNX pooling, as PyTorch).
    const extra = ceil && Math.ceil(steps) * stride >= size + begin ? 0 : 1;
    return ceil ? Math.ceil(steps) + extra : Math.floor(steps) + 1;
  });
  return {
    kernel,
    strides,
    dilations,
    begins: padding.map(([begin]) => begin),
    ends: padding.map(([, end]) => end),
    output,
  };
}

/**
 * The window of a ConvTranspose over `spatial` extents; `output` is what it gives. Where the output is given or implied by
 * `auto_pad`, the padding follows from it, the larger part before unless SAME_UPPER (ONNX ConvTranspose).
 */
export function resolveTransposedWindow(
  node: Node,
  spatial: readonly number[],
  kernel: readonly number[],
): Window {
  const rank = spatial.length;
  const given = getInts(node, 'output_shape')?.slice(-rank);
  const autoPad = getText(node, 'auto_pad', 'NOTSET');
  const strides = kernel.map((_, i) => pick(getInts(node, 'strides'), i, 1));
  const dilations = kernel.map((_, i) => pick(getInts(node, 'dilations'), i, 1));
  const unpadded = spatial.map(
    (size, i) =>
      strides[i]! * (size - 1) +
      pick(getInts(node, 'output_padding'), i, 0) +
      (kernel[i]! - 1) * dilations[i]! +
      1,
  );
  const wanted =
    given ?? (autoPad.startsWith('SAME') ? spatial.map((size, i) => size * strides[i]!) : undefined);
  const padding = unpadded.map((size, i): [number, number] => {
    if (wanted === undefined) {
      const pads = autoPad === 'VALID' ? undefined : getInts(node, 'pads');
      return [pick(pads, i, 0), pick(pads, i + rank, 0)];
    }
    const total = Math.max(0, size - wanted[i]!);
    const small = Math.floor(total / 2);
    return autoPad === 'SAME_UPPER' ? [small, total - small] : [total - small, small];
  });
  return {
    kernel,
    strides,
    dilations,
    begins: padding.map(([begin]) => begin),
    ends: padding.map(([, end]) => end),
    output: wanted ?? unpadded.map((size, i) => size - padding[i]![0] - padding[i]![1]),
  };
}
