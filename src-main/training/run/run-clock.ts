/** Of all sessions of a run together. */
export interface ClockState {
  readonly trainingMs: number;
  readonly waitedMs: number;
  readonly images: number;
}

/** How fast a run trains, on the whole and since the last point of its curves. */
export class RunClock {
  #state: ClockState;
  /** At the last point. */
  #lap: Pick<ClockState, 'trainingMs' | 'images'>;

  constructor(state: ClockState = { trainingMs: 0, waitedMs: 0, images: 0 }) {
    this.#state = { ...state };
    this.#lap = this.#state;
  }

  get state(): ClockState {
    return this.#state;
  }

  get imagesPerSecond(): number {
    return rate(this.#state.images, this.#state.trainingMs) ?? 0;
  }

  /** Share of the training time that steps waited for data, in [0, 1]. */
  get dataWaitShare(): number {
    const { waitedMs, trainingMs } = this.#state;
    return trainingMs > 0 ? Math.min(1, waitedMs / trainingMs) : 0;
  }

  addImages(count: number): void {
    this.#state = { ...this.#state, images: this.#state.images + count };
  }

  /** Counts time that was spent on steps, and how much of it they waited for data. */
  addTime(trainingMs: number, waitedMs: number): void {
    const { trainingMs: trained, waitedMs: waited, images } = this.#state;
    this.#state = { images, trainingMs: trained + trainingMs, waitedMs: waited + waitedMs };
  }

  /** Images per second since the last call. */
  lap(): number {
    const { images, trainingMs } = this.#state;
    const since = rate(images - this.#lap.images, trainingMs - this.#lap.trainingMs);
    this.#lap = this.#state;
    return since ?? this.imagesPerSecond;
  }
}

const rate = (images: number, ms: number): number | undefined => (ms > 0 ? (images * 1000) / ms : undefined);
