import type { Clock } from './clock.ts';

const INTERVAL_MS = 200;

/** Lets through at most five changes a second for each job: the first at once, the last always. */
export class ChangeThrottle {
  readonly #clock: Clock;
  readonly #emit: (jobId: number) => void;
  /** Jobs that were told of lately; true if they changed again since. */
  readonly #waiting = new Map<number, { again: boolean; cancel: () => void }>();

  constructor(clock: Clock, emit: (jobId: number) => void) {
    this.#clock = clock;
    this.#emit = emit;
  }

  changed(jobId: number): void {
    const waiting = this.#waiting.get(jobId);
    if (waiting) waiting.again = true;
    else this.#tell(jobId);
  }

  /** Takes back what is still to be told of the job: it was just told otherwise. */
  forget(jobId: number): void {
    this.#waiting.get(jobId)?.cancel();
    this.#waiting.delete(jobId);
  }

  #tell(jobId: number): void {
    const cancel = this.#clock.after(INTERVAL_MS, () => {
      const again = this.#waiting.get(jobId)?.again;
      this.#waiting.delete(jobId);
      if (again) this.#tell(jobId);
    });
    this.#waiting.set(jobId, { again: false, cancel });
    this.#emit(jobId);
  }
}
