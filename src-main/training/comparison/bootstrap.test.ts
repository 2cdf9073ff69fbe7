import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createRandom } from '../../../src-shared/random.ts';
import { drawBinomial } from './binomial.ts';
import { bootstrapMean } from './bootstrap.ts';

const { intervals, binomials } = z
  .object({
    intervals: z.array(
      z.object({
        counts: z.array(z.tuple([z.number(), z.number()])),
        low: z.number(),
        high: z.number(),
        error: z.number(),
      }),
    ),
    binomials: z.array(
      z.object({
        trials: z.number(),
        probability: z.number(),
        from: z.number(),
        masses: z.array(z.number()),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('../fixtures/bootstrap.json', import.meta.url), 'utf8')));

describe.each(intervals)('$counts', ({ counts, low, high, error }) => {
  const values = counts.flatMap(([value, count]) => Array.from({ length: count }, () => value));

  test('has the percentile interval of SciPy', () => {
    // The 2.5 % quantile of 50,000 resamples has a standard error of 0.012 of the mean's; means of few values come in steps besides.
    const step = 1 / values.length;
    const found = bootstrapMean(values, { seed: 4, resamples: 50_000 });
    expect(found.images).toBe(values.length);
    expect(Math.abs(found.low - low)).toBeLessThanOrEqual(0.08 * error + 0.5 * step);
    expect(Math.abs(found.high - high)).toBeLessThanOrEqual(0.08 * error + 0.5 * step);
  });

  test('is the same for the same seed, in any order', () => {
    expect(bootstrapMean(values.toReversed(), { seed: 9 })).toEqual(bootstrapMean(values, { seed: 9 }));
  });
});

test('without values there is no interval', () => {
  expect(() => bootstrapMean([], { seed: 1 })).toThrow(RangeError);
});

test.each(binomials)(
  'draws of $trials at $probability as SciPy says',
  ({ trials, probability, from, masses }) => {
    const random = createRandom(trials);
    const draws = 40_000;
    const counts = new Map<number, number>();
    for (let i = 0; i < draws; i++) {
      const k = drawBinomial(trials, probability, random);
      expect(Number.isInteger(k) && k >= 0 && k <= trials).toBe(true);
      counts.set(k, (counts.get(k) ?? 0) + 1);
    }
    // Pearson's chi-square over what is likely enough, with some six standard deviations of slack.
    const squares = masses.map(
      (mass, i) => ((counts.get(from + i) ?? 0) - draws * mass) ** 2 / (draws * mass),
    );
    const chiSquare = squares.reduce((sum, square) => sum + square, 0);
    expect(chiSquare).toBeLessThan(masses.length + 6 * Math.sqrt(2 * masses.length));
  },
);

test('what is certain is not drawn', () => {
  const random = createRandom(1);
  expect([drawBinomial(0, 0.4, random), drawBinomial(9, 0, random), drawBinomial(9, 1, random)]).toEqual([
    0, 0, 9,
  ]);
});
