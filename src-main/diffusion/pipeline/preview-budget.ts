/** Previews take at most this share of the time that goes into making pictures. */
const share = 0.1;
/** More often nobody can look. */
const pauseMs = 250;

/** Decides when an unfinished picture may be decoded, so that looking does not slow the work down noticeably. */
export class PreviewBudget {
  #spentMs = 0;
  #workMs = 0;
  #lastMs: number | undefined;
  /** Work done when the last preview was made. */
  #lastAtMs = 0;

  /** `step` of `steps` was taken, and `ms` of work are not yet added; a preview of the last step would be the picture itself. */
  allows(step: number, steps: number, ms: number): boolean {
    if (step >= steps) return false;
    // What a preview costs is only known after the first one: that one is made when there is something to see.
    if (this.#lastMs === undefined) return step >= steps / 2;
    const workMs = this.#workMs + ms;
    return workMs - this.#lastAtMs >= pauseMs && this.#spentMs + this.#lastMs <= workMs * share;
  }

  addWork(ms: number): void {
    this.#workMs += ms;
  }

  /** `cost` of a preview that was made when `ms` of work were not yet added. */
  addPreview(cost: number, ms: number): void {
    this.#spentMs += cost;
    this.#lastMs = cost;
    this.#lastAtMs = this.#workMs + ms;
  }
}
