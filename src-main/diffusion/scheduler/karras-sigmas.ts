import { roundHalfEven } from '../../imaging/framing.ts';
import type { Visit } from './timesteps.ts';

const rho = 7;

/** The (fractional) timestep at which training had this sigma: linear between the logarithms of its neighbours. */
function timestepOf(sigma: number, logSigmas: readonly number[]): number {
  const wanted = Math.log(Math.max(sigma, 1e-10));
  const above = logSigmas.findIndex((log) => log > wanted);
  const low = Math.min(Math.max((above < 0 ? logSigmas.length : above) - 1, 0), logSigmas.length - 2);
  const from = logSigmas[low]!;
  const share = (wanted - from) / (logSigmas[low + 1]! - from);
  return low + Math.min(Math.max(share, 0), 1);
}

/** Noise levels of Karras et al. 2022 (equation 5), between the smallest and the largest of training. `sigmas` rise. */
export function karrasVisits(sigmas: readonly number[], steps: number, round: boolean): Visit[] {
  const logSigmas = sigmas.map(Math.log);
  const smallest = sigmas[0]! ** (1 / rho);
  const largest = sigmas[sigmas.length - 1]! ** (1 / rho);
  return Array.from({ length: steps }, (_, i) => {
    const ramp = steps === 1 ? 0 : i / (steps - 1);
    const sigma = (largest + ramp * (smallest - largest)) ** rho;
    const timestep = timestepOf(sigma, logSigmas);
    return { sigma, timestep: round ? roundHalfEven(timestep) : Math.floor(timestep) };
  });
}
