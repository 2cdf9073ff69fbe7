import { karrasVisits } from './karras-sigmas.ts';
import { cumulativeAlphas } from './noise-schedule.ts';
import { type Mixture, predictions, type SamplerStep } from './sampler-step.ts';
import type { DpmSettings } from './scheduler-config.ts';
import { dpmTimesteps, type Visit } from './timesteps.ts';

const sigmaOf = (alpha: number): number => Math.sqrt((1 - alpha) / alpha);

function mixtureOf(sigma: number): Mixture {
  const signal = 1 / Math.sqrt(sigma * sigma + 1);
  return { signal, noise: sigma * signal };
}

/** Close to nothing, but something: the first sigma must be finite. */
const smallestAlpha = 2 ** -24;

function visitsOf(settings: DpmSettings, steps: number, alphas: readonly number[]): Visit[] {
  const sigmas = alphas.map(sigmaOf);
  if (settings.karras) return karrasVisits(sigmas, steps, settings.betaSchedule !== 'squaredcos_cap_v2');
  // Lambda, the logarithm of picture over noise, grows towards the picture.
  const clipped = sigmas.filter((sigma) => -Math.log(sigma) < settings.lambdaMinClipped).length;
  const timesteps = dpmTimesteps({ ...settings, steps }, settings.trainTimesteps - clipped);
  return timesteps.map((timestep) => ({ timestep, sigma: sigmas[timestep] ?? NaN }));
}

/** The coefficients of picture and previous picture in one update of Lu et al. 2022 (DPM-Solver++, algorithm 2). */
function update(from: Visit, to: number, before: Visit | undefined, solver: DpmSettings['solver']) {
  const target = mixtureOf(to);
  const source = mixtureOf(from.sigma);
  const h = Math.log(from.sigma) - Math.log(to);
  const first = -target.signal * Math.expm1(-h);
  if (before === undefined) return { x: target.noise / source.noise, picture: first, previous: 0 };
  const ratio = (Math.log(before.sigma) - Math.log(from.sigma)) / h;
  const second = solver === 'midpoint' ? first / 2 : target.signal * (Math.expm1(-h) / h + 1);
  return { x: target.noise / source.noise, picture: first + second / ratio, previous: -second / ratio };
}

/** The last step is of first order where a second-order one would be unstable, as diffusers decides. */
const endsInFirstOrder = (settings: DpmSettings, count: number): boolean =>
  settings.eulerAtFinal || (settings.lowerOrderFinal && count < 15) || settings.finalSigma === 'zero';

/** DPM-Solver++ of first or second order (multistep, "2M"), as diffusers' DPMSolverMultistepScheduler. */
export function dpmSolverSteps(settings: DpmSettings, steps: number): SamplerStep[] {
  const alphas = cumulativeAlphas(settings);
  if (settings.zeroTerminalSnr) alphas[alphas.length - 1] = smallestAlpha;
  const visits = visitsOf(settings, steps, alphas);
  const lastSigma = settings.finalSigma === 'zero' ? 0 : sigmaOf(alphas[0]!);
  return visits.map((visit, i) => {
    const last = i === visits.length - 1;
    const firstOrder = settings.order === 1 || (last && endsInFirstOrder(settings, visits.length));
    const to = visits[i + 1]?.sigma ?? lastSigma;
    return {
      timestep: visit.timestep,
      pictureOf: predictions(settings.prediction, mixtureOf(visit.sigma)).picture,
      clip: null,
      next: { m: 0, ...update(visit, to, firstOrder ? undefined : visits[i - 1], settings.solver) },
    };
  });
}
