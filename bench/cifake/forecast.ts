/** How long runs are going to take: by what was measured beforehand, corrected by what the runs of this call really took. */
export class Forecast {
  #ahead: number;
  #expected = 0;
  #taken = 0;

  /** @param seconds expected of all runs together */
  constructor(seconds: number) {
    this.#ahead = seconds;
  }

  /** A run has ended that was expected to take `expected` seconds and took `taken`. */
  finished(expected: number, taken: number): void {
    this.#ahead -= expected;
    this.#expected += expected;
    this.#taken += taken;
  }

  /** Seconds that are left when a share in [0, 1] of a run of `expected` seconds is done. */
  left(expected: number, share: number): number {
    const correction = this.#expected > 0 ? this.#taken / this.#expected : 1;
    return Math.max(0, this.#ahead - expected * share) * correction;
  }
}
