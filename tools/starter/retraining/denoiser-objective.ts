import type { GraphBuilder } from '../../../src-main/graph/builder/graph-builder.ts';
import type { Value } from '../../../src-main/graph/graph.ts';
import type { Objective } from '../../../src-main/training/step/training-graph.ts';
import type { NetworkFile } from './network-file.ts';

export interface DenoiserBatch {
  readonly batch: number;
  /** [C, H, W]. */
  readonly latent: readonly [number, number, number];
  /** [tokens, features] of a text. */
  readonly text: readonly [number, number];
}

/**
 * Weighted squared error of what a U-Net predicts (Ho et al. 2020; weights of Hang et al. 2023). Inputs: `noisy` and `wanted` [B, C, H, W], `times` int64
 * [B], `states` [B, tokens, features], `importance` [B]. Output `error`: without the weights.
 */
export const denoiserObjective =
  (unet: NetworkFile, { batch, latent, text }: DenoiserBatch) =>
  (b: GraphBuilder, weights: ReadonlyMap<string, Value>): Objective => {
    const noisy = b.input('noisy', 'float32', [batch, ...latent]);
    const times = b.input('times', 'int64', [batch]);
    const states = b.input('states', 'float32', [batch, ...text]);
    const wanted = b.input('wanted', 'float32', [batch, ...latent]);
    const importance = b.input('importance', 'float32', [batch]);
    const predicted = unet.forward(b, [noisy, times, states], weights)(unet.outputs[0] ?? '');
    const difference = b.Sub(predicted, wanted);
    const errors = b.ReduceMean(b.Mul(difference, difference), [1, 2, 3], false);
    const loss = b.ReduceMean(b.Mul(errors, importance), [0], false);
    return { loss, buffers: new Map(), outputs: { error: b.ReduceMean(errors, [0], false) } };
  };
