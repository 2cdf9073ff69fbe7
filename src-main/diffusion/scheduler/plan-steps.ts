import type { SchedulerName } from '../../../src-shared/domain/generation.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { ddimSteps } from './ddim.ts';
import { dpmSolverSteps } from './dpm-solver.ts';
import type { SamplerStep } from './sampler-step.ts';
import { ddimSettings, dpmSettings, type SchedulerFile } from './scheduler-config.ts';

const isUsable = ({ timestep, pictureOf, next }: SamplerStep, trainTimesteps: number): boolean =>
  timestep >= 0 &&
  timestep < trainTimesteps &&
  [...Object.values(pictureOf), ...Object.values(next)].every(Number.isFinite);

/**
 * The denoising steps, in order, for latents that begin as standard normal noise. Throws a `UserError` when the model's training schedule
 * has not as many timesteps as are asked for, or a setting is not supported.
 */
export function planSteps(file: SchedulerFile, scheduler: SchedulerName, steps: number): SamplerStep[] {
  const ddim = scheduler === 'ddim';
  const settings = ddim ? ddimSettings(file) : dpmSettings(file);
  const planned = ddim ? ddimSteps(ddimSettings(file), steps) : dpmSolverSteps(dpmSettings(file), steps);
  const { trainTimesteps } = settings;
  if (steps <= trainTimesteps && planned.every((step) => isUsable(step, trainTimesteps))) return planned;
  throw new UserError(
    'bad-input',
    `The model's scheduler cannot take ${steps} steps: it was trained with ${trainTimesteps} timesteps.`,
    'Choose fewer steps.',
  );
}
