import { int, ints, text } from '../../attributes.ts';
import type { GraphBuilder } from '../../builder/graph-builder.ts';
import { type ConvOptions, convAttributes } from '../../builder/window-attributes.ts';
import type { Attributes, Value } from '../../graph.ts';
import { blockedDomain } from '../../shapes/blocked.ts';

/**
 * ONNX Runtime's blocked layout, called "NCHWc" there: [N, C, H, W] lies in memory as [N, C / B, H, W, B]. Weights
 * [O, I, h, w] lie as [O / B, I / B, h, w, B of I, B of O]; with fewer than B input channels as [O / B, I, h, w, B], and the input is
 * not blocked then. Element-wise operators work on such memory as on any other. (onnxruntime/core/mlas/lib/snchwc.cpp)
 */
export interface BlockedConvOptions extends ConvOptions {
  /** [O], added per channel. */
  readonly bias?: Value;
  /** Blocked, added to the result before the activation. */
  readonly sum?: Value;
  readonly relu?: boolean;
}

function one(values: readonly Value[]): Value {
  const [value] = values;
  if (value === undefined) throw new Error('The operator gave no output.');
  return value;
}

const emit = (
  b: GraphBuilder,
  op: string,
  inputs: readonly (Value | undefined)[],
  attributes: Attributes = {},
): Value => one(b.emit(op, inputs, { attributes, domain: blockedDomain }));

/** Plain to blocked; the channels must be a multiple of the block. */
export const reorderInput = (b: GraphBuilder, x: Value): Value => emit(b, 'ReorderInput', [x]);

/** Blocked to plain. */
export const reorderOutput = (b: GraphBuilder, x: Value): Value =>
  emit(b, 'ReorderOutput', [x], { channels: int(x.shape[1] ?? 1) });

/** [N, C, 1, 1], the mean over the pixels of each image. */
export const blockedGlobalAveragePool = (b: GraphBuilder, x: Value): Value =>
  emit(b, 'GlobalAveragePool', [x]);

/** Convolution of blocked input and weights (see above). */
export function blockedConv(b: GraphBuilder, x: Value, w: Value, options: BlockedConvOptions = {}): Value {
  const { bias, sum, relu, ...window } = options;
  return emit(b, 'Conv', [x, w, bias, sum], {
    kernel_shape: ints(w.shape.slice(2)),
    ...convAttributes(window),
    ...(relu === true ? { activation: text('Relu') } : {}),
  });
}

/** scale * x + shift + sum per channel in one pass: a convolution of one tap and one channel a group. */
export function channelAffine(
  b: GraphBuilder,
  x: Value,
  scale: Value,
  options: { readonly shift?: Value; readonly sum?: Value; readonly relu?: boolean } = {},
): Value {
  const [channels = 1] = scale.shape;
  const { shift, ...rest } = options;
  return blockedConv(b, x, b.Reshape(scale, [channels, 1, 1, 1]), {
    ...rest,
    ...(shift === undefined ? {} : { bias: shift }),
    group: channels,
  });
}

/** Swaps the last two axes of [..., B, S], many times faster than Transpose does; gives [..., S, B]. */
export function swapLast(b: GraphBuilder, x: Value, block: number): Value {
  const length = x.shape.at(-1) ?? 1;
  const lead = x.shape.slice(0, -2);
  const groups = lead.reduce((product, dim) => product * dim, 1);
  return b.Reshape(reorderInput(b, b.Reshape(x, [groups, block, length, 1])), [...lead, length, block]);
}
