import type { PredictionType } from './scheduler-config.ts';

/**
 * One denoising step as numbers. With x the latents, m the model's output, p the picture predicted one step before:
 *   picture = clamp(pictureOf.x * x + pictureOf.m * m)
 *   next x  = next.x * x + next.m * m + next.picture * picture + next.previous * p
 */
export interface SamplerStep {
  /** Training timestep that the model is told. */
  readonly timestep: number;
  readonly pictureOf: { readonly x: number; readonly m: number };
  /** The predicted picture is kept within plus and minus this. */
  readonly clip: number | null;
  readonly next: {
    readonly x: number;
    readonly m: number;
    readonly picture: number;
    readonly previous: number;
  };
}

/** How much of the picture (`signal`) and of the noise is in the latents; the squares add up to 1. */
export interface Mixture {
  readonly signal: number;
  readonly noise: number;
}

/** The picture and the noise in the latents, as linear functions of latents and model output. */
export function predictions(
  prediction: PredictionType,
  { signal, noise }: Mixture,
): { readonly picture: SamplerStep['pictureOf']; readonly noise: SamplerStep['pictureOf'] } {
  switch (prediction) {
    case 'epsilon':
      return { picture: { x: 1 / signal, m: -noise / signal }, noise: { x: 0, m: 1 } };
    case 'sample':
      return { picture: { x: 0, m: 1 }, noise: { x: 1 / noise, m: -signal / noise } };
    case 'v_prediction':
      return { picture: { x: signal, m: -noise }, noise: { x: noise, m: signal } };
    default:
      return prediction satisfies never;
  }
}

/** `previous` is the predicted picture of the step before, all zeros at the first step. All arrays have one length; nothing is changed. */
export function takeStep(
  { pictureOf, clip, next }: SamplerStep,
  x: Float32Array,
  m: Float32Array,
  previous: Float32Array,
): { readonly x: Float32Array; readonly picture: Float32Array } {
  const picture = new Float32Array(x.length);
  const after = new Float32Array(x.length);
  for (let i = 0; i < x.length; i++) {
    const predicted = pictureOf.x * x[i]! + pictureOf.m * m[i]!;
    const kept = clip === null ? predicted : Math.min(Math.max(predicted, -clip), clip);
    picture[i] = kept;
    after[i] = next.x * x[i]! + next.m * m[i]! + next.picture * kept + next.previous * previous[i]!;
  }
  return { x: after, picture };
}
