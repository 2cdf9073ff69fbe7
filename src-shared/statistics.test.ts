import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { mean, pairedDifference, sampleStd, studentQuantile } from './statistics.ts';

const numbers = z.array(z.number());
const { quantiles, cases } = z
  .object({
    quantiles: z.array(z.object({ probability: z.number(), degrees: z.number(), value: z.number() })),
    cases: z.array(
      z.object({
        a: numbers,
        b: numbers,
        mean: z.number(),
        std: z.number().nullable(),
        difference: z.number(),
        interval: z.tuple([z.number(), z.number()]).nullable(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('./fixtures/statistics.json', import.meta.url), 'utf8')));

test.each(quantiles)(
  't quantile $probability with $degrees degrees, as SciPy',
  ({ probability, degrees, value }) => {
    expect(Math.abs(studentQuantile(probability, degrees) / value - 1)).toBeLessThan(1e-9);
  },
);

describe.each(cases)('$a.length values, as NumPy and SciPy', (expected) => {
  test('mean and sample standard deviation', () => {
    expect(mean(expected.a)).toBeCloseTo(expected.mean, 12);
    if (expected.std === null) expect(sampleStd(expected.a)).toBeNull();
    else expect(sampleStd(expected.a)).toBeCloseTo(expected.std, 12);
  });

  test('paired difference with its interval', () => {
    const { mean: difference, interval, n } = pairedDifference(expected.a, expected.b);
    expect(n).toBe(expected.a.length);
    expect(difference).toBeCloseTo(expected.difference, 12);
    if (!expected.interval) return expect(interval).toBeNull();
    expect(interval?.low).toBeCloseTo(expected.interval[0], 10);
    return expect(interval?.high).toBeCloseTo(expected.interval[1], 10);
  });
});

test('pairs that do not match are refused', () => {
  expect(() => pairedDifference([1], [1, 2])).toThrow(RangeError);
  expect(() => pairedDifference([], [])).toThrow(RangeError);
});
