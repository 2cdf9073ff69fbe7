/** One line of work: takes jobs as long as there are any, sleeps until woken, ends when told. */
export class Lane {
  readonly #next: () => Promise<boolean>;
  #ended = false;
  #woken = false;
  #wake: () => void = () => undefined;
  #loop: Promise<void> | null = null;

  /** `next` takes one job and sees it through; false if there was none. It never rejects. */
  constructor(next: () => Promise<boolean>) {
    this.#next = next;
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  /** Look for work again. */
  wake(): void {
    this.#woken = true;
    this.#wake();
  }

  /** Takes no further job; resolves when the one in hand is through. */
  async end(): Promise<void> {
    this.#ended = true;
    this.wake();
    await this.#loop;
  }

  async #run(): Promise<void> {
    while (!this.#ended) {
      this.#woken = false;
      if (await this.#next()) continue;
      if (!this.#woken) await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
