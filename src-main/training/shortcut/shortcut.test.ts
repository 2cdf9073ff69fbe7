import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { areaUnderCurve } from './area-under-curve.ts';
import { crossValidatedArea } from './cross-validate.ts';
import { pictureStatistics, STATISTICS } from './picture-statistics.ts';

const numbers = z.array(z.number());
const positive = z.array(z.boolean());
const fixture = z
  .object({
    pictures: z.array(z.object({ kind: z.string(), size: z.number(), statistics: numbers })),
    curves: z.array(z.object({ scores: numbers, positive, area: z.number() })),
    cross_validations: z.array(
      z.object({ features: z.array(numbers), positive, folds: numbers, area: z.number() }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('fixtures/shortcut.json', import.meta.url), 'utf8')));

const formulas: Record<string, (c: number, y: number, x: number) => number> = {
  waves: (c, y, x) => 0.5 + 0.5 * Math.sin(0.7 * x + 0.3 * y * (c + 1) + 0.11 * x * y),
  blocks: (c, y, x) => ((Math.floor(x / 8) * 37 + Math.floor(y / 8) * 61 + c * 17) % 11) / 10,
  flat: () => 0.25,
};

describe.each(fixture.pictures)('$kind of $size pixels', ({ kind, size, statistics }) => {
  const pixels = Float32Array.from({ length: 3 * size * size }, (_, i) => {
    const [c, y, x] = [Math.floor(i / size ** 2), Math.floor(i / size) % size, i % size];
    return formulas[kind]!(c, y, x);
  });

  test('has the statistics of NumPy and SciPy', () => {
    const found = pictureStatistics(pixels, size);
    expect(found).toHaveLength(STATISTICS);
    for (const [i, value] of statistics.entries()) {
      expect(Math.abs(found[i]! - value), `statistic ${i}`).toBeLessThan(1e-4 * Math.max(1, Math.abs(value)));
    }
  });
});

test.each(fixture.curves)('the area under a curve, as scikit-learn', ({ scores, positive, area }) => {
  expect(areaUnderCurve(scores, positive)).toBeCloseTo(area, 12);
});

test('a curve needs both kinds', () => {
  expect(() => areaUnderCurve([1, 2], [true, true])).toThrow(RangeError);
});

test.each(fixture.cross_validations)(
  'a cross-validated logistic regression, as scikit-learn',
  async ({ features, positive, folds, area }) => {
    const values = Float32Array.from(features.flat());
    const found = await crossValidatedArea({ values, length: features[0]!.length }, positive, { folds });
    expect(found).toBeCloseTo(area, 12);
  },
);
