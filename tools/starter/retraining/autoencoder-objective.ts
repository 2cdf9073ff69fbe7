import type { GraphBuilder } from '../../../src-main/graph/builder/graph-builder.ts';
import type { Value } from '../../../src-main/graph/graph.ts';
import type { Objective } from '../../../src-main/training/step/training-graph.ts';
import type { Extents } from './extents.ts';
import type { NetworkFile } from './network-file.ts';

/** As in train_autoencoder.py; the rest of the loss is that of refine_decoder.py, here for encoder and decoder together. */
const KL_WEIGHT = 3e-4;
const SMALLEST_LOG_VARIANCE = -30;
const LARGEST_LOG_VARIANCE = 20;
/** Keeps the gradient of a length finite where nothing was seen. */
const SMALL = 1e-8;

export interface AutoencoderFiles {
  readonly encoder: NetworkFile;
  readonly decoder: NetworkFile;
  /** A CLIP's picture half, which judges and is not trained. */
  readonly vision: NetworkFile;
  /** Names of the values in `vision` that are compared: [N, F, H, W] each. */
  readonly seen: readonly string[];
}

export interface AutoencoderBatch extends Extents {
  readonly batch: number;
}

/** Along the channels. */
const unit = (b: GraphBuilder, x: Value): Value =>
  b.Div(x, b.Sqrt(b.Add(b.ReduceSum(b.Mul(x, x), [1]), SMALL)));

function halves(b: GraphBuilder, x: Value, axis: number): readonly [Value, Value] {
  const half = (x.shape[axis] ?? 0) / 2;
  const [first, second] = b.Split(x, [half, half], axis);
  if (first === undefined || second === undefined) throw new Error('The tensor was not split.');
  return [first, second];
}

const mean = (b: GraphBuilder, x: Value): Value => b.ReduceMean(x, undefined, false);

/** Mean over places and pictures of the squared distance between directions in the features of `files.seen`. */
function perceptualDistance(b: GraphBuilder, { vision, seen }: AutoencoderFiles, both: Value): Value {
  const values = vision.forward(b, [both]);
  const distances = seen.map((name) => {
    const [made, real] = halves(b, unit(b, values(name)), 0);
    const difference = b.Sub(made, real);
    return mean(b, b.ReduceSum(b.Mul(difference, difference), [1]));
  });
  return distances.reduce((sum, distance) => b.Add(sum, distance));
}

/** Mean absolute error of the differences between neighbouring pixels, along both axes. */
function edgeError(b: GraphBuilder, error: Value, size: number): Value {
  const alongAxis = (axis: number): Value => {
    const part = (start: number, end: number): Value =>
      b.Slice(error, { starts: [start], ends: [end], axes: [axis] });
    return mean(b, b.Abs(b.Sub(part(1, size), part(0, size - 1))));
  };
  return b.Add(alongAxis(2), alongAxis(3));
}

/**
 * Absolute error, that of edges, distance in the features of a CLIP, and a light KL term (Kingma & Welling 2014). Inputs: `pixels` [B, 3, S, S]
 * in [-1, 1], standard normal `noise` [B, C, H, W], and `shift` [3, 1, 2, 2], 1 at one place of every kernel and 0 elsewhere: by so much the
 * CLIP's view of both pictures is moved. It begins with a stride of 2 and is blind to patterns of that period where nothing moves.
 */
export const autoencoderObjective =
  (files: AutoencoderFiles, { batch, size, latent }: AutoencoderBatch) =>
  (b: GraphBuilder, weights: ReadonlyMap<string, Value>): Objective => {
    const { encoder, decoder } = files;
    const pixels = b.input('pixels', 'float32', [batch, 3, size, size]);
    const noise = b.input('noise', 'float32', [batch, ...latent]);
    const moments = encoder.forward(b, [pixels], weights)(encoder.outputs[0] ?? '');
    const [average, raw] = halves(b, moments, 1);
    const logVariance = b.Clip(raw, SMALLEST_LOG_VARIANCE, LARGEST_LOG_VARIANCE);
    const sample = b.Add(average, b.Mul(b.Exp(b.Mul(logVariance, 0.5)), noise));
    const made = decoder.forward(b, [sample], weights)(decoder.outputs[0] ?? '');
    const difference = b.Sub(made, pixels);
    const error = mean(b, b.Abs(difference));
    const edges = edgeError(b, difference, size);
    const squares = b.Add(b.Mul(average, average), b.Exp(logVariance));
    const divergence = b.Mul(mean(b, b.Sub(b.Sub(squares, 1), logVariance)), 0.5);
    const shift = b.input('shift', 'float32', [3, 1, 2, 2]);
    const moved = b.Conv(b.Concat([made, pixels], 0), shift, undefined, { group: 3, pads: [0, 0, 1, 1] });
    const seen = perceptualDistance(b, files, moved);
    const loss = b.Add(b.Add(b.Add(error, edges), seen), b.Mul(divergence, KL_WEIGHT));
    return { loss, buffers: new Map(), outputs: { error, edges, perceptual: seen, divergence } };
  };
