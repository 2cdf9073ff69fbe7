import type { ScheduleSettings } from '../../src-shared/domain/training.ts';

/** Start of the one-cycle below its peak, and end below its start: the defaults of PyTorch's `OneCycleLR`. */
const DIV_FACTOR = 25;
const FINAL_DIV_FACTOR = 1e4;

/** `from` at progress 0, `to` at progress 1, half a cosine wave between. */
const annealCosine = (from: number, to: number, progress: number): number =>
  to + ((from - to) / 2) * (Math.cos(Math.PI * progress) + 1);

/**
 * The learning rate of a step, a pure function of both arguments.
 * @param step 0-based, below `totalSteps`
 * @param totalSteps at least 1
 */
export function learningRateAt(settings: ScheduleSettings, step: number, totalSteps: number): number {
  if (!(step >= 0 && step < totalSteps)) {
    throw new RangeError(`Step ${step} lies outside a schedule of ${totalSteps} steps.`);
  }
  switch (settings.kind) {
    case 'one-cycle':
      return oneCycle(settings, step, totalSteps);
    case 'cosine':
      return warmedUp(settings, step, totalSteps, (progress) => annealCosine(settings.peak, 0, progress));
    case 'constant':
      return warmedUp(settings, step, totalSteps, () => settings.peak);
    default:
      return settings.kind satisfies never;
  }
}

/**
 * `torch.optim.lr_scheduler.OneCycleLR` with cosine annealing, two phases and `pct_start` = `warmup`, momentum not cycled
 * (Smith & Topin 2018): from peak / 25 up to the peak, then down to peak / 250,000. The phases meet at fractional steps, as there.
 */
function oneCycle({ peak, warmup }: ScheduleSettings, step: number, totalSteps: number): number {
  const initial = peak / DIV_FACTOR;
  const risingEnd = warmup * totalSteps - 1;
  const fallingEnd = totalSteps - 1;
  if (step <= risingEnd) {
    // PyTorch divides by zero where the rise is exactly one step long.
    return annealCosine(initial, peak, risingEnd > 0 ? step / risingEnd : 1);
  }
  const length = fallingEnd - risingEnd;
  return annealCosine(peak, initial / FINAL_DIV_FACTOR, length > 0 ? (step - risingEnd) / length : 0);
}

/**
 * A linear rise over the first `warmup` share of the steps, then `after` of the progress through the rest, in [0, 1). The rise is
 * PyTorch's `LinearLR` with start factor 1 / (w + 1) over w steps: it neither wastes a step at rate 0 nor repeats the peak.
 */
function warmedUp(
  { peak, warmup }: ScheduleSettings,
  step: number,
  totalSteps: number,
  after: (progress: number) => number,
): number {
  const rising = Math.floor(warmup * totalSteps);
  if (step < rising) return (peak * (step + 1)) / (rising + 1);
  return after((step - rising) / (totalSteps - rising));
}
