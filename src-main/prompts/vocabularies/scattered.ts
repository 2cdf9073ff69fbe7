import type { Random } from '../../../src-shared/random.ts';

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b));

/** Every integer in [0, count) once, in steps of about the golden section from a random start: neighbours lie far apart. */
export function* scattered(count: number, random: Random): Generator<number> {
  let step = Math.max(1, Math.round(count * 0.618));
  while (commonDivisor(step, count) !== 1) step++;
  const start = random.integer(count);
  for (let turn = 0; turn < count; turn++) yield (start + turn * step) % count;
}
