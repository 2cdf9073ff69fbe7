import type { Clock } from './clock.ts';

/** No rate before this much of the session has passed: the first items pay for loading and warming up. */
const ESTIMATING_MS = 2000;
/** The rate follows the last minute, or the last ten samples where items take longer. */
const WINDOW_MS = 60_000;
const FEWEST_SAMPLES = 10;
const SAMPLE_MS = 1000;

interface InHand {
  /** Units of the item that are done. */
  units: number;
  /** What the database knows of that. */
  saved: number;
  /** Whether a figure has come in this session; the first may stem from a checkpoint of an earlier one. */
  heard: boolean;
}

/** Counts what is done of one job in this session, from the moment at which it is made. */
export class ProgressMeter {
  readonly #clock: Clock;
  readonly #start: number;
  readonly #inHand = new Map<number, InHand>();
  readonly #samples: { at: number; gained: number }[];
  #gained = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#start = clock.now();
    this.#samples = [{ at: this.#start, gained: 0 }];
  }

  /** An item is taken in hand; `saved` units of it were done before. */
  begin(itemId: number, saved: number): void {
    this.#inHand.set(itemId, { units: saved, saved, heard: false });
  }

  /** So many units of the item are done, all told. */
  report(itemId: number, units: number): void {
    const item = this.#inHand.get(itemId);
    if (!item) return;
    if (item.heard) this.#gain(units - item.units);
    else if (this.#gained === 0) this.#beginMeasuring();
    item.units = units;
    item.heard = true;
  }

  /** The item needs no more work; `units` is its whole weight. */
  settle(itemId: number, units: number): void {
    const item = this.#inHand.get(itemId);
    this.#inHand.delete(itemId);
    this.#gain(units - (item?.units ?? 0));
  }

  /** The item is put back unfinished. */
  drop(itemId: number): void {
    this.#inHand.delete(itemId);
  }

  unitsOf(itemId: number): number {
    return this.#inHand.get(itemId)?.units ?? 0;
  }

  /** Units done that the database does not know of. */
  unsaved(): number {
    let sum = 0;
    for (const { units, saved } of this.#inHand.values()) sum += units - saved;
    return sum;
  }

  /** What has to be stored to make `unsaved` zero. */
  toSave(): { itemId: number; units: number }[] {
    return [...this.#inHand]
      .filter(([, item]) => item.units !== item.saved)
      .map(([itemId, { units }]) => ({ itemId, units }));
  }

  saved(stored: readonly { itemId: number; units: number }[]): void {
    for (const { itemId, units } of stored) {
      const item = this.#inHand.get(itemId);
      if (item) item.saved = units;
    }
  }

  elapsedMs(): number {
    return this.#clock.now() - this.#start;
  }

  /** Units per second; null while there is too little to go by. */
  rate(): number | null {
    const now = this.#clock.now();
    const base = this.#samples[0];
    if (!base || this.#gained <= base.gained) return null;
    if (now - this.#start < ESTIMATING_MS || now - base.at < SAMPLE_MS) return null;
    return ((this.#gained - base.gained) * 1000) / (now - base.at);
  }

  /** What came before the first figure was loading, which comes once. */
  #beginMeasuring(): void {
    this.#samples.splice(0, this.#samples.length, { at: this.#clock.now(), gained: 0 });
  }

  #gain(units: number): void {
    const now = this.#clock.now();
    this.#gained += Math.max(0, units);
    const last = this.#samples.at(-1);
    if (last && now - last.at >= SAMPLE_MS) this.#samples.push({ at: now, gained: this.#gained });
    while (this.#samples.length > FEWEST_SAMPLES && (this.#samples[1]?.at ?? now) < now - WINDOW_MS) {
      this.#samples.shift();
    }
  }
}
