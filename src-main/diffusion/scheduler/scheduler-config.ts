import { z } from 'zod';
import type { SchedulerName } from '../../../src-shared/domain/generation.ts';
import { UserError } from '../../../src-shared/errors.ts';

/** Where a key is missing, its default is that of the diffusers class that the sampler corresponds to. */
const betaScheduleSchema = z.enum(['linear', 'scaled_linear', 'squaredcos_cap_v2']);
const spacingSchema = z.enum(['leading', 'trailing', 'linspace']);

/** What `scheduler/scheduler_config.json` says, of any class of diffusers; only what the samplers here look at. */
export const schedulerFileSchema = z.object({
  _class_name: z.string().optional(),
  /** Keys whose value is only the default of the class that wrote the file; another class takes its own. */
  _use_default_values: z.array(z.string()).optional(),
  num_train_timesteps: z.number().int().positive().optional(),
  beta_start: z.number().positive().optional(),
  beta_end: z.number().positive().optional(),
  beta_schedule: betaScheduleSchema.optional(),
  trained_betas: z.array(z.number()).nullish(),
  prediction_type: z.enum(['epsilon', 'sample', 'v_prediction']).optional(),
  timestep_spacing: spacingSchema.optional(),
  steps_offset: z.number().int().nonnegative().optional(),
  rescale_betas_zero_snr: z.boolean().optional(),
  thresholding: z.boolean().optional(),
  clip_sample: z.boolean().optional(),
  clip_sample_range: z.number().positive().optional(),
  set_alpha_to_one: z.boolean().optional(),
  solver_order: z.number().int().positive().optional(),
  solver_type: z.string().optional(),
  lower_order_final: z.boolean().optional(),
  euler_at_final: z.boolean().optional(),
  final_sigmas_type: z.enum(['zero', 'sigma_min']).optional(),
  lambda_min_clipped: z.union([z.number(), z.literal(-Infinity)]).nullish(),
  use_karras_sigmas: z.boolean().nullish(),
  use_exponential_sigmas: z.boolean().nullish(),
  use_beta_sigmas: z.boolean().nullish(),
  use_lu_lambdas: z.boolean().nullish(),
  use_flow_sigmas: z.boolean().nullish(),
});
export type SchedulerFile = z.infer<typeof schedulerFileSchema>;

export type PredictionType = NonNullable<SchedulerFile['prediction_type']>;
export type TimestepSpacing = z.infer<typeof spacingSchema>;

/** How noise was added in training, and at which of its timesteps a sampler stops. */
export interface NoiseSettings {
  readonly trainTimesteps: number;
  readonly betaStart: number;
  readonly betaEnd: number;
  readonly betaSchedule: z.infer<typeof betaScheduleSchema>;
  readonly trainedBetas: readonly number[] | null;
  readonly zeroTerminalSnr: boolean;
  readonly prediction: PredictionType;
  readonly spacing: TimestepSpacing;
  readonly stepsOffset: number;
}

export interface DdimSettings extends NoiseSettings {
  /** Predicted pictures are kept within plus and minus this; null: not at all. */
  readonly clip: number | null;
  readonly endAtOne: boolean;
}

export interface DpmSettings extends NoiseSettings {
  readonly order: 1 | 2;
  readonly solver: 'midpoint' | 'heun';
  readonly lowerOrderFinal: boolean;
  readonly eulerAtFinal: boolean;
  readonly finalSigma: 'zero' | 'sigma_min';
  readonly lambdaMinClipped: number;
  readonly karras: boolean;
}

/** Settings that change the result in ways that are not implemented here. */
const unsupportedSettings = [
  'thresholding',
  'use_exponential_sigmas',
  'use_beta_sigmas',
  'use_lu_lambdas',
  'use_flow_sigmas',
] as const satisfies readonly (keyof SchedulerFile)[];

function withoutForeignDefaults(file: SchedulerFile): SchedulerFile {
  const foreign = new Set(file._use_default_values ?? []);
  return Object.fromEntries(Object.entries(file).filter(([key]) => !foreign.has(key)));
}

function noiseSettings(file: SchedulerFile, spacing: TimestepSpacing): NoiseSettings {
  const unsupported = unsupportedSettings.find((key) => file[key]);
  if (unsupported) {
    throw new UserError(
      'unsupported',
      `The model's scheduler asks for "${unsupported}", which is not supported.`,
      'Set it to false in scheduler/scheduler_config.json to generate without it.',
    );
  }
  return {
    trainTimesteps: file.trained_betas?.length ?? file.num_train_timesteps ?? 1000,
    betaStart: file.beta_start ?? 0.0001,
    betaEnd: file.beta_end ?? 0.02,
    betaSchedule: file.beta_schedule ?? 'linear',
    trainedBetas: file.trained_betas ?? null,
    zeroTerminalSnr: file.rescale_betas_zero_snr ?? false,
    prediction: file.prediction_type ?? 'epsilon',
    spacing: file.timestep_spacing ?? spacing,
    stepsOffset: file.steps_offset ?? 0,
  };
}

/** `DDIMScheduler.from_config` of diffusers. */
export function ddimSettings(written: SchedulerFile): DdimSettings {
  const file = withoutForeignDefaults(written);
  return {
    ...noiseSettings(file, 'leading'),
    clip: (file.clip_sample ?? true) ? (file.clip_sample_range ?? 1) : null,
    endAtOne: file.set_alpha_to_one ?? true,
  };
}

/** `DPMSolverMultistepScheduler.from_config` of diffusers, with the deterministic algorithm and at most second order. */
export function dpmSettings(written: SchedulerFile): DpmSettings {
  const file = withoutForeignDefaults(written);
  return {
    ...noiseSettings(file, 'linspace'),
    order: file.solver_order === 1 ? 1 : 2,
    solver: file.solver_type === 'heun' ? 'heun' : 'midpoint',
    lowerOrderFinal: file.lower_order_final ?? true,
    eulerAtFinal: file.euler_at_final ?? false,
    finalSigma: file.final_sigmas_type ?? 'zero',
    lambdaMinClipped: file.lambda_min_clipped ?? -Infinity,
    karras: file.use_karras_sigmas ?? false,
  };
}

/** The sampler here that is closest to the model's own. */
export const closestScheduler = (file: SchedulerFile): SchedulerName =>
  file._class_name?.startsWith('DDIM') ? 'ddim' : 'dpm-solver++';
