import type { Optimizer } from './optimizer.ts';
import type { SgdSettings } from './settings.ts';

/**
 * `torch.optim.SGD` with dampening 0: g += decay * p; v = momentum * v + g; p -= rate * (g + momentum * v) with Nesterov,
 * rate * v without.
 */
export function sgd({ momentum, nesterov, weightDecay }: SgdSettings): Optimizer {
  return {
    slots: ['momentum'],
    scalars: ['minusLearningRate'],
    schedule: (learningRate) => ({ minusLearningRate: -learningRate }),
    update(b, { parameter, gradient, state, scalars, weightDecay: decays }) {
      const [velocity] = state;
      const rate = scalars['minusLearningRate'];
      if (velocity === undefined || rate === undefined) throw new Error('SGD needs its velocity and rate.');
      const decayed = decays && weightDecay > 0 ? b.ScaledAdd(parameter, weightDecay, gradient) : gradient;
      const next = b.ScaledAdd(velocity, momentum, decayed);
      const direction = nesterov ? b.ScaledAdd(next, momentum, decayed) : next;
      return { parameter: b.ScaledAdd(direction, rate, parameter), state: [next] };
    },
  };
}
