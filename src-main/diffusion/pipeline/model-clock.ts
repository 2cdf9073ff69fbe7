/** Adds up the time spent inside models. */
export class ModelClock {
  #ms = 0;

  get ms(): number {
    return this.#ms;
  }

  async time<T>(run: () => Promise<T>): Promise<T> {
    const start = performance.now();
    try {
      return await run();
    } finally {
      this.#ms += performance.now() - start;
    }
  }
}
