import type { NoiseSettings } from './scheduler-config.ts';

/** `betas_for_alpha_bar` of diffusers: the cosine schedule of Nichol and Dhariwal (2021). */
function cosineBetas(count: number): number[] {
  const alphaBar = (t: number): number => Math.cos((((t + 0.008) / 1.008) * Math.PI) / 2) ** 2;
  return Array.from({ length: count }, (_, i) =>
    Math.min(1 - alphaBar((i + 1) / count) / alphaBar(i / count), 0.999),
  );
}

const line = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => (count === 1 ? from : from + ((to - from) * i) / (count - 1)));

function betas({
  trainedBetas,
  betaSchedule,
  betaStart,
  betaEnd,
  trainTimesteps,
}: NoiseSettings): readonly number[] {
  if (trainedBetas) return trainedBetas;
  switch (betaSchedule) {
    case 'linear':
      return line(betaStart, betaEnd, trainTimesteps);
    case 'scaled_linear':
      return line(Math.sqrt(betaStart), Math.sqrt(betaEnd), trainTimesteps).map((root) => root * root);
    case 'squaredcos_cap_v2':
      return cosineBetas(trainTimesteps);
    default:
      return betaSchedule satisfies never;
  }
}

/** Shifts and scales so that nothing of the picture is left at the last timestep (Lin et al. 2024, algorithm 1). */
function withZeroTerminalSnr(cumulative: readonly number[]): number[] {
  const roots = cumulative.map(Math.sqrt);
  const first = roots[0]!;
  const last = roots[roots.length - 1]!;
  return roots.map((root) => (((root - last) * first) / (first - last)) ** 2);
}

/**
 * The share of the picture's variance that is left at each training timestep (`alphas_cumprod` of diffusers), in (0, 1], falling.
 * Rounded to single precision where diffusers does, because the end of the cosine schedule depends on it.
 */
export function cumulativeAlphas(settings: NoiseSettings): number[] {
  let product = 1;
  const cumulative = betas(settings).map((beta) => {
    product *= Math.fround(1 - Math.fround(beta));
    return Math.fround(product);
  });
  return settings.zeroTerminalSnr ? withZeroTerminalSnr(cumulative) : cumulative;
}
