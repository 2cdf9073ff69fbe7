import { expect, test } from 'vitest';
import { document, notTheProtocol, resultTable } from './document.ts';
import { rows, type Row } from './plan.ts';
import { outcomeOf, resultOf } from './results.ts';

const [baseline, ...others] = rows;
const rowOf = (recipe: Row['recipe'], volume: number): Row =>
  others.find((row) => row.recipe === recipe && row.volume === volume)!;

const real = new Map([
  [1, 0.5],
  [2, 0.52],
  [3, 0.51],
]);

test('a row is compared with real only at the seeds that both have', () => {
  const mixed = new Map([
    [1, 0.53],
    [3, 0.55],
    [4, 0.9],
  ]);
  const result = resultOf(outcomeOf(rowOf('mixed', 6), mixed, real));
  expect(result).toMatchObject({ recipe: 'mixed', volume: 6, n: 3 });
  expect(result.mean).toBeCloseTo(0.66, 12);
  expect(result.diff).toBeCloseTo(0.035, 12);
  // Two differences of 0.03 and 0.04: 0.035 ± 12.706 x 0.00707 / sqrt(2).
  expect(result.interval?.low).toBeCloseTo(0.035 - 12.7062 * 0.005, 5);
  expect(result.interval?.high).toBeCloseTo(0.035 + 12.7062 * 0.005, 5);
});

test('real only has nothing to be compared with, one seed no spread, none no mean', () => {
  expect(resultOf(outcomeOf(baseline, real, null))).toEqual({
    recipe: 'real-only',
    volume: 0,
    mean: expect.closeTo(0.51, 12) as number,
    std: expect.closeTo(0.01, 12) as number,
    n: 3,
    diff: null,
    interval: null,
  });
  const single = resultOf(outcomeOf(rowOf('bridged', 6), new Map([[1, 0.4]]), real));
  expect(single).toMatchObject({ std: null, diff: expect.closeTo(-0.1, 12) as number, interval: null });
  const none = resultOf(outcomeOf(rowOf('bridged++', 6), new Map(), real));
  expect(none).toMatchObject({ mean: null, std: null, n: 0, diff: null, interval: null });
});

test('the table is in percent, and the document says where its figures are not the protocol’s', () => {
  const outcomes = [
    outcomeOf(baseline, real, null),
    outcomeOf(rowOf('bridged', 6), new Map([[1, 0.4]]), real),
  ];
  const table = resultTable(outcomes);
  expect(table).toContain('| Real only | – | 51.0 ± 1.0 | 3 | – |');
  expect(table).toContain('| Bridged | 6x (1200 a class) | 40.0 | 1 | −10.0 |');
  expect(notTheProtocol({ seeds: 3, steps: 600 })).toBeNull();
  expect(document(outcomes, { seeds: 3, steps: 600 })).not.toContain('Not the protocol');
  expect(document(outcomes, { seeds: 1, steps: 6 })).toContain(
    "Not the protocol's figures: 6 steps in place of 600, one seed in place of 3.",
  );
});
