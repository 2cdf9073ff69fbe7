import { Domain } from '../data/batch-plan.ts';
import type { Batch } from '../data/batch.ts';
import type { StepOutput } from '../step/training-session.ts';

/** Sums over the steps since the last point of a curve; plain JSON, kept in checkpoints. */
export interface MeterState {
  steps: number;
  loss: number;
  correct: number;
  images: number;
  /** Sum of cross entropies and number of images by `Domain` value. */
  domains: { loss: number; images: number }[];
}

export interface MeterReading {
  /** Mean over the steps, nats. */
  readonly loss: number;
  readonly realLoss: number | null;
  readonly syntheticLoss: number | null;
  /** In [0, 1], of the images as they were augmented, before each update. */
  readonly trainAccuracy: number;
}

const empty = (): MeterState => ({
  steps: 0,
  loss: 0,
  correct: 0,
  images: 0,
  domains: [
    { loss: 0, images: 0 },
    { loss: 0, images: 0 },
  ],
});

/** Averages what the steps report, real and synthetic images apart. */
export class Meter {
  #state: MeterState;

  constructor(state: MeterState = empty()) {
    this.#state = structuredClone(state);
  }

  get state(): MeterState {
    return structuredClone(this.#state);
  }

  get steps(): number {
    return this.#state.steps;
  }

  /** Images with weight 0 do not count. */
  add(batch: Pick<Batch, 'labels' | 'weights' | 'domains'>, output: StepOutput): void {
    const state = this.#state;
    state.steps++;
    state.loss += output.loss;
    for (let i = 0; i < batch.labels.length; i++) {
      if (batch.weights[i] === 0) continue;
      const domain = state.domains[batch.domains[i]!]!;
      domain.loss += output.losses[i]!;
      domain.images++;
      state.images++;
      if (output.predictions[i] === batch.labels[i]) state.correct++;
    }
  }

  /** The averages since the last reading, then starts anew. Needs at least one step. */
  read(): MeterReading {
    const { steps, loss, correct, images, domains } = this.#state;
    if (steps === 0) throw new RangeError('There is nothing to average yet.');
    const meanOf = (domain: number): number | null => {
      const sums = domains[domain]!;
      return sums.images > 0 ? sums.loss / sums.images : null;
    };
    this.#state = empty();
    return {
      loss: loss / steps,
      realLoss: meanOf(Domain.real),
      syntheticLoss: meanOf(Domain.synthetic),
      trainAccuracy: images > 0 ? correct / images : 0,
    };
  }
}
