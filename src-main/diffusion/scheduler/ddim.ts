import { cumulativeAlphas } from './noise-schedule.ts';
import { predictions, type SamplerStep } from './sampler-step.ts';
import type { DdimSettings } from './scheduler-config.ts';
import { ddimTimesteps } from './timesteps.ts';

/** Denoising diffusion implicit models (Song et al. 2021, equation 12 with eta 0), as diffusers' DDIMScheduler. */
export function ddimSteps(settings: DdimSettings, steps: number): SamplerStep[] {
  const alphas = cumulativeAlphas(settings);
  const stride = Math.floor(settings.trainTimesteps / steps);
  const final = settings.endAtOne ? 1 : alphas[0]!;
  return ddimTimesteps({ ...settings, steps }).map((timestep) => {
    const alpha = alphas[timestep] ?? NaN;
    const after = timestep >= stride ? (alphas[timestep - stride] ?? NaN) : final;
    const mixture = { signal: Math.sqrt(alpha), noise: Math.sqrt(1 - alpha) };
    const predicted = predictions(settings.prediction, mixture);
    const noiseAfter = Math.sqrt(1 - after);
    return {
      timestep,
      pictureOf: predicted.picture,
      clip: settings.clip,
      next: {
        x: noiseAfter * predicted.noise.x,
        m: noiseAfter * predicted.noise.m,
        picture: Math.sqrt(after),
        previous: 0,
      },
    };
  });
}
