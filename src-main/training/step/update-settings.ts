import type { TensorSpecs } from '../../networks/module.ts';
import type { Optimizer } from '../../networks/optimizers/optimizer.ts';

/** A moving average of weights (Polyak averaging), as `torch.optim.swa_utils.get_ema_multi_avg_fn` with a decay that rises. */
export interface MovingAverage {
  /** Of which parameters and buffers. */
  readonly names: ReadonlySet<string>;
  /** What the average keeps of itself at each step, in (0, 1), once it has risen there. */
  readonly decay: number;
}

/** The average of a whole model. */
export const averageOf = ({ parameters, buffers }: TensorSpecs, decay: number): MovingAverage => ({
  names: new Set([...parameters, ...buffers].map(({ name }) => name)),
  decay,
});

/** How a step changes the weights. */
export interface UpdateSettings {
  readonly optimizer: Optimizer;
  /** Gradients that are longer than this, all together, are shortened to it (`torch.nn.utils.clip_grad_norm_`). Default: never. */
  readonly largestGradient?: number | undefined;
  /** Learning rate of a parameter as a multiple of the step's; 0: it stays as it is. Default: 1 for all. */
  readonly rateOf?: ((parameter: string) => number) | undefined;
  readonly average?: MovingAverage | undefined;
}

/** Graph input of an optimizer's scalar for parameters of that rate. */
export const scalarName = (name: string, rate: number): string => (rate === 1 ? name : `${name}*${rate}`);

/** Graph inputs: what a moving average keeps of itself and takes of the new weights. */
export const averageScalars = { keep: 'averageKeep', take: 'averageTake' } as const;

/** The rates that occur, without 0. */
export function ratesOf(
  { parameters }: Pick<TensorSpecs, 'parameters'>,
  { rateOf = () => 1 }: UpdateSettings,
): number[] {
  return [...new Set(parameters.map(({ name }) => rateOf(name)))].filter((rate) => rate !== 0);
}

/** TensorFlow's rule: in the beginning the average follows quickly, else it would remember the first weights for long. */
const decayAt = (decay: number, step: number): number => Math.min(decay, (1 + step) / (10 + step));

/** Values of all scalar inputs of a step, in double precision; `step` counts from 1. */
export function scheduledScalars(
  settings: UpdateSettings,
  rates: readonly number[],
  learningRate: number,
  step: number,
): Readonly<Record<string, number>> {
  const scalars: Record<string, number> = {};
  for (const rate of rates) {
    const values = settings.optimizer.schedule(learningRate * rate, step);
    for (const [name, value] of Object.entries(values)) scalars[scalarName(name, rate)] = value;
  }
  if (settings.average) {
    const keep = decayAt(settings.average.decay, step);
    scalars[averageScalars.keep] = keep;
    scalars[averageScalars.take] = 1 - keep;
  }
  return scalars;
}
