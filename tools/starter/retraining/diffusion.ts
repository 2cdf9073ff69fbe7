import type { Random } from '../../../src-shared/random.ts';
import { cumulativeAlphas } from '../../../src-main/diffusion/scheduler/noise-schedule.ts';
import { dpmSettings, type SchedulerFile } from '../../../src-main/diffusion/scheduler/scheduler-config.ts';

/** Above this ratio of signal to noise a timestep counts no more than at it (Hang et al. 2023, min-SNR). */
const SIGNAL_TO_NOISE_CAP = 5;

export interface NoisyLatents {
  /** [N, C, H, W], row-major. */
  readonly noisy: Float32Array;
  /** What the U-Net is to predict, as large. */
  readonly wanted: Float32Array;
  /** [N]. */
  readonly times: BigInt64Array;
  /** [N]: factors of the squared errors. */
  readonly importance: Float32Array;
}

/** Adds noise to latents as a model's scheduler configuration says it was done in training. */
export function createDiffusion(
  file: SchedulerFile,
): (clean: Float32Array, count: number, random: Random) => NoisyLatents {
  const settings = dpmSettings(file);
  const { prediction } = settings;
  if (prediction === 'sample')
    throw new RangeError('U-Nets that predict the picture itself are not trained here.');
  const alphas = cumulativeAlphas(settings);
  return (clean, count, random) => {
    const size = clean.length / count;
    const [noisy, wanted] = [new Float32Array(clean.length), new Float32Array(clean.length)];
    const times = new BigInt64Array(count);
    const importance = new Float32Array(count);
    for (let row = 0; row < count; row++) {
      const time = random.integer(alphas.length);
      const alpha = alphas[time]!;
      const [signal, noise] = [Math.sqrt(alpha), Math.sqrt(1 - alpha)];
      const ratio = alpha / (1 - alpha);
      times[row] = BigInt(time);
      importance[row] = Math.min(ratio, SIGNAL_TO_NOISE_CAP) / (prediction === 'epsilon' ? ratio : ratio + 1);
      for (let i = row * size; i < (row + 1) * size; i++) {
        const draw = random.normal();
        noisy[i] = signal * clean[i]! + noise * draw;
        wanted[i] = prediction === 'epsilon' ? draw : signal * draw - noise * clean[i]!;
      }
    }
    return { noisy, wanted, times, importance };
  };
}
