import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createRandom } from '../../../src-shared/random.ts';
import { diversityOf } from './diversity.ts';
import { diversityAtNumber, drawEvenly } from './equal-number.ts';
import { symmetricEigenvalues } from './symmetric-eigenvalues.ts';

const numbers = z.array(z.number());
const expected = z
  .object({
    sets: z.array(
      z.object({
        name: z.string(),
        dimension: z.number(),
        rows: numbers,
        vendi: z.number(),
        meanDistance: z.number(),
      }),
    ),
    matrices: z.array(z.object({ size: z.number(), matrix: numbers, eigenvalues: numbers })),
  })
  .parse(JSON.parse(readFileSync(new URL('fixtures/diversity.json', import.meta.url), 'utf8')));

describe('as NumPy, SciPy and scikit-learn compute them', () => {
  test.each(expected.matrices)('eigenvalues of $size rows', ({ size, matrix, eigenvalues }) => {
    const found = symmetricEigenvalues(Float64Array.from(matrix), size);
    const scale = Math.max(...eigenvalues.map(Math.abs));
    for (const [i, value] of eigenvalues.entries())
      expect((found[i] ?? NaN) / scale).toBeCloseTo(value / scale, 12);
  });

  test.each(expected.sets)('$name', ({ dimension, rows, vendi, meanDistance }) => {
    const found = diversityOf({ data: Float32Array.from(rows), dimension });
    expect(found.vendi).toBeCloseTo(vendi, 5);
    expect(found.meanDistance).toBeCloseTo(meanDistance, 6);
  });
});

test('what is no number has no eigenvalues, and what has no direction no diversity', () => {
  expect(() => symmetricEigenvalues(Float64Array.of(1, 0, 0, Number.NaN), 2)).toThrow('no number');
  expect(() => symmetricEigenvalues(new Float64Array(3), 2)).toThrow('2 rows');
  expect(() => diversityOf({ data: new Float32Array(0), dimension: 4 })).toThrow('no rows');
  expect(() => diversityOf({ data: new Float32Array(8), dimension: 4 })).toThrow('direction');
});

test('one row is one', () => {
  expect(diversityOf({ data: Float32Array.of(3, 4), dimension: 2 })).toEqual({ meanDistance: 0, vendi: 1 });
});

/** Rows around as many centres as there are groups. */
function around(centres: number, each: number, dimension: number) {
  const random = createRandom(centres);
  const rows = Array.from({ length: centres * each }, (_, row) =>
    Array.from({ length: dimension }, (_, i) => (i === row % centres ? 4 : 0) + random.normal() / 4),
  );
  return { data: Float32Array.from(rows.flat()), dimension };
}

test('draws take from all groups evenly, and follow from the seed', () => {
  const groups = [[0, 1, 2, 3, 4, 5], [6, 7], [8]];
  const drawn = drawEvenly({ groups, count: 6, seed: 3 }, 0);
  expect(drawn).toHaveLength(6);
  expect(new Set(drawn).size).toBe(6);
  expect(drawn.filter((row) => row >= 6)).toEqual([6, 7, 8]);
  expect(drawEvenly({ groups, count: 6, seed: 3 }, 0)).toEqual(drawn);
  expect(drawEvenly({ groups, count: 6, seed: 4 }, 0)).not.toEqual(drawn);
  expect(drawEvenly({ groups, count: 6, seed: 3 }, 1)).not.toEqual(drawn);
  expect(drawEvenly({ groups, count: 9, seed: 3 }, 0)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(() => drawEvenly({ groups, count: 10, seed: 3 }, 0)).toThrow('no 10 rows');
});

test('more kinds of rows are more diverse at an equal number of rows', () => {
  const [few, many] = [around(2, 40, 8), around(8, 10, 8)];
  const drawn = { groups: [Array.from({ length: 80 }, (_, row) => row)], count: 16, draws: 4, seed: 1 };
  const [less, more] = [diversityAtNumber(few, drawn), diversityAtNumber(many, drawn)];
  expect(less.vendi).toBeLessThan(more.vendi);
  expect(less.meanDistance).toBeLessThan(more.meanDistance);
  expect(more).toMatchObject({ count: 16, draws: 4 });
  expect(more.spread?.vendi).toBeGreaterThan(0);
  // All of them are the same whatever the seed.
  expect(diversityAtNumber(few, { ...drawn, count: 80 })).toEqual({
    ...diversityOf(few),
    count: 80,
    draws: 1,
    spread: null,
  });
});
