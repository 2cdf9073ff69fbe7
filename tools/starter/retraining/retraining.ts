import type { TensorData, TensorOf } from '../../../src-main/graph/tensor-data.ts';
import type { GraphTrainerOptions } from '../../../src-main/training/step/graph-trainer.ts';

export interface Score {
  /** Higher is better. */
  readonly value: number;
  /** A share lies in [0, 1]. */
  readonly unit: 'share' | 'dB';
}

/** Training one of the starter models with the project's own engine. */
export interface Retraining {
  /** Names its checkpoint and its folder. */
  readonly name: string;
  readonly steps: number;
  /** Pictures of a step. */
  readonly batch: number;
  /** Learning rate: a linear rise over `warmup` steps, then half a cosine wave down to 0. */
  readonly peakRate: number;
  readonly warmup: number;
  /** Of the average of the weights, which is the model in the end. */
  readonly averageDecay: number;
  readonly trainer: Omit<GraphTrainerOptions, 'plan'>;
  /** The graph's inputs for every step from `first` on. */
  readonly inputs: (first: number) => AsyncGenerator<Readonly<Record<string, TensorData>>, void, undefined>;
  /** Writes the model's folder. */
  readonly write: (folder: string, weights: (name: string) => TensorOf<'float32'>) => Promise<void>;
  /** What a folder of that kind scores, by what is measured. */
  readonly score: (folder: string) => Promise<Record<string, Score>>;
}

/** `step` counts from 0. */
export function rateAt({ peakRate, warmup, steps }: Retraining, step: number): number {
  if (step < warmup) return (peakRate * (step + 1)) / warmup;
  const progress = (step - warmup) / Math.max(1, steps - warmup);
  return (peakRate / 2) * (1 + Math.cos(Math.PI * progress));
}
