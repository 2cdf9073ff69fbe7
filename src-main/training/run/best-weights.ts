import type { TensorData } from '../../graph/tensor-data.ts';
import type { CheckpointProgress } from './checkpoint.ts';

type Weights = ReadonlyMap<string, TensorData>;
type BestStep = NonNullable<CheckpointProgress['best']>;

/** The validation that a run chooses its weights by: the highest accuracy, then the lower loss. */
export class BestWeights {
  #best: (BestStep & { readonly weights: Weights }) | null = null;
  #sinceBest = 0;

  get step(): BestStep | null {
    const best = this.#best;
    return best && { step: best.step, valAccuracy: best.valAccuracy, valLoss: best.valLoss };
  }

  /** Empty where only the step is of interest. */
  get weights(): Weights | null {
    return this.#best?.weights ?? null;
  }

  /** Validations since the best one. */
  get sinceBest(): number {
    return this.#sinceBest;
  }

  /** Takes a validation into account; `weights` is asked for those to keep of the best so far. */
  consider(validation: BestStep, weights: () => Weights): void {
    const best = this.#best;
    const { valAccuracy, valLoss } = validation;
    const equal = valAccuracy === best?.valAccuracy;
    const better = !best || valAccuracy > best.valAccuracy || (equal && valLoss < best.valLoss);
    this.#sinceBest = better ? 0 : this.#sinceBest + 1;
    if (better) this.#best = { ...validation, weights: weights() };
  }

  /** What was best in an earlier stage is not what the recipe makes. */
  forget(): void {
    this.#best = null;
    this.#sinceBest = 0;
  }

  restore({ best, sinceBest }: Pick<CheckpointProgress, 'best' | 'sinceBest'>, weights: () => Weights): void {
    this.#best = best && { ...best, weights: weights() };
    this.#sinceBest = sinceBest;
  }
}
