import { roundHalfEven } from '../../imaging/framing.ts';
import type { TimestepSpacing } from './scheduler-config.ts';

/** A stop of a sampler; sigma is the noise's share over the picture's. */
export interface Visit {
  readonly timestep: number;
  readonly sigma: number;
}

/** Which training timesteps a sampler visits, from noise to picture (Lin et al. 2024, table 2, as diffusers rounds them). */
interface Visits {
  readonly spacing: TimestepSpacing;
  readonly steps: number;
  /** Training timesteps. */
  readonly trainTimesteps: number;
  readonly stepsOffset: number;
}

/**
 * From `last` down to above 0 in strides of trainTimesteps / steps, as numpy's `arange` gives them. Their number is counted in whole numbers:
 * where the stride is rounded (1,000 / 61), diffusers 0.42.1 visits one timestep more, -1.
 */
function trailing(last: number, { steps, trainTimesteps }: Visits): number[] {
  const stride = trainTimesteps / steps;
  return Array.from(
    { length: Math.ceil((last * steps) / trainTimesteps) },
    (_, i) => roundHalfEven(last + i * (last - stride - last)) - 1,
  );
}

function leading(last: number, pieces: number, { steps, stepsOffset }: Visits): number[] {
  const stride = Math.floor(last / pieces);
  const skipped = pieces - steps;
  return Array.from({ length: steps }, (_, i) => (steps - 1 - i + skipped) * stride + stepsOffset);
}

/** `points` values from 0 to `end`, without the first `skipped`, from the end. */
function linspace(end: number, points: number, skipped: number): number[] {
  const stride = points > 1 ? end / (points - 1) : 0;
  return Array.from({ length: points - skipped }, (_, i) => roundHalfEven((points - 1 - i) * stride));
}

/** As DDIMScheduler: the timestep 0 is among them (with `steps_offset`, that one). */
export function ddimTimesteps(visits: Visits): number[] {
  const { spacing, steps, trainTimesteps } = visits;
  switch (spacing) {
    case 'leading':
      return leading(trainTimesteps, steps, visits);
    case 'trailing':
      return trailing(trainTimesteps, visits);
    case 'linspace':
      return linspace(trainTimesteps - 1, steps, 0);
    default:
      return spacing satisfies never;
  }
}

/** As DPMSolverMultistepScheduler: one more is counted, and the one nearest to the picture left out. `last`: timesteps that are not clipped. */
export function dpmTimesteps(visits: Visits, last: number): number[] {
  const { spacing, steps } = visits;
  switch (spacing) {
    case 'leading':
      return leading(last, steps + 1, visits);
    case 'trailing':
      return trailing(last, visits);
    case 'linspace':
      return linspace(last - 1, steps + 1, 1);
    default:
      return spacing satisfies never;
  }
}
