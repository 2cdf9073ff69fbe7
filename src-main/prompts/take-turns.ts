import type { Candidate } from './source.ts';

/** Candidates about one context or one style, and how many of them are used already. */
export interface Turn {
  used: number;
  readonly candidates: Iterator<Candidate>;
}

function nextFree(candidates: Iterator<Candidate>, isFree: (text: string) => boolean): Candidate | null {
  for (;;) {
    const next = candidates.next();
    if (next.done) return null;
    if (isFree(next.value.text)) return next.value;
  }
}

/** Candidates in turn, always of the one that was used least (the earlier of two): each is used equally often before any repeats. */
export function* takeTurns(turns: readonly Turn[], isFree: (text: string) => boolean): Generator<Candidate> {
  let open = [...turns];
  while (open.length > 0) {
    const least = open.reduce((best, turn) => (turn.used < best.used ? turn : best));
    const candidate = nextFree(least.candidates, isFree);
    if (candidate) {
      least.used += 1;
      yield candidate;
    } else {
      open = open.filter((turn) => turn !== least);
    }
  }
}
