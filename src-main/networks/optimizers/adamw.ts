import type { Optimizer } from './optimizer.ts';
import type { AdamWSettings } from './settings.ts';

/**
 * `torch.optim.AdamW` (Loshchilov & Hutter 2019): p *= 1 - rate * decay; m = beta1 m + (1 - beta1) g;
 * v = beta2 v + (1 - beta2) g^2; p -= rate / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon).
 */
export function adamW({ beta1, beta2, epsilon, weightDecay }: AdamWSettings): Optimizer {
  return {
    slots: ['mean', 'square'],
    scalars: ['keep', 'minusStepSize', 'rootCorrection'],
    schedule: (learningRate, step) => ({
      keep: 1 - learningRate * weightDecay,
      minusStepSize: -learningRate / (1 - beta1 ** step),
      rootCorrection: 1 / Math.sqrt(1 - beta2 ** step),
    }),
    update(b, { parameter, gradient, state, scalars, weightDecay: decays }) {
      const [mean, square] = state;
      const { keep, minusStepSize, rootCorrection } = scalars;
      if (!mean || !square || !keep || !minusStepSize || !rootCorrection) {
        throw new Error('AdamW needs its moments and rates.');
      }
      const nextMean = b.ScaledAdd(mean, beta1, b.Mul(gradient, 1 - beta1));
      const nextSquare = b.ScaledAdd(square, beta2, b.Mul(b.Mul(gradient, gradient), 1 - beta2));
      const denominator = b.Add(b.Mul(b.Sqrt(nextSquare), rootCorrection), epsilon);
      const kept = decays && weightDecay > 0 ? b.Mul(parameter, keep) : parameter;
      const direction = b.Div(nextMean, denominator);
      return { parameter: b.ScaledAdd(direction, minusStepSize, kept), state: [nextMean, nextSquare] };
    },
  };
}
