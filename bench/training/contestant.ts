import { setTimeout as sleep } from 'node:timers/promises';

/** A network on an engine, ready to take training steps. */
export interface Contestant {
  readonly name: string;
  /** Takes so many steps; milliseconds of each. */
  steps(count: number): Promise<readonly number[]>;
  close(): Promise<void> | void;
}

/** What one of them took. */
export interface Timing {
  readonly name: string;
  /** Milliseconds of every step. */
  readonly times: readonly number[];
}

export interface Turns {
  readonly rounds: number;
  readonly stepsARound: number;
}

/** Threads of a runtime spin for a while after their last operator; nobody is measured meanwhile. */
const PAUSE_MS = 400;
const WARM_UP_STEPS = 2;

/** All of them in turn, round by round, so that whatever else the machine does falls on everybody. */
export async function takeTurns(
  contestants: readonly Contestant[],
  { rounds, stepsARound }: Turns,
): Promise<readonly Timing[]> {
  for (const each of contestants) await each.steps(WARM_UP_STEPS);
  const timings = contestants.map(({ name }) => ({ name, times: [] as number[] }));
  for (let round = 0; round < rounds; round++) {
    for (const [i, each] of contestants.entries()) {
      await sleep(PAUSE_MS);
      timings[i]!.times.push(...(await each.steps(stepsARound)));
    }
  }
  return timings;
}

/** What else runs only ever slows a step down: the fastest one is the least disturbed. */
export const fastest = ({ times }: Timing): number => Math.min(...times);

export const median = ({ times }: Timing): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
