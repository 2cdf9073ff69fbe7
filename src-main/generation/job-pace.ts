import type { GenerationTiming } from '../diffusion/types.ts';

/** A durable step as often as this: what an accident costs at most. In milliseconds. */
const STEP_MS = 2000;

/**
 * Batches are handed to the engine several at a time where they are fast, so that it writes one while it samples the next; one by one
 * where each takes seconds.
 */
export class JobPace {
  readonly #startedAt = performance.now();
  #batchMs: number | null = null;
  #modelMs = 0;
  #loadMs = 0;
  #pictures = 0;

  /** How many batches to give next. */
  get batches(): number {
    return this.#batchMs === null ? 1 : Math.max(1, Math.floor(STEP_MS / this.#batchMs));
  }

  add({ modelMs, outsideMs, loadMs }: GenerationTiming, batches: number, pictures: number): void {
    this.#batchMs = (modelMs + outsideMs) / batches;
    this.#modelMs += modelMs;
    this.#loadMs += loadMs;
    this.#pictures += pictures;
  }

  /** What this session did of the job. Loading the models is not counted as either. */
  facts(): { pictures: number; seconds: number; loadSeconds: number; shareOutsideModels: number } {
    const ms = performance.now() - this.#startedAt - this.#loadMs;
    return {
      pictures: this.#pictures,
      seconds: round(ms / 1000),
      loadSeconds: round(this.#loadMs / 1000),
      shareOutsideModels: round(Math.max(0, 1 - this.#modelMs / ms)),
    };
  }
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
