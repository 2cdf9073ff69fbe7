import { expect, test } from 'vitest';
import { peak, smooth, tabulate, thin } from './smoothing.ts';

const curve = (...values: number[]) => values.map((value, step) => ({ step, value }));

test('a constant stays constant from its first value on', () => {
  for (const { value } of smooth(curve(2, 2, 2, 2), 0.9)) expect(value).toBeCloseTo(2, 12);
});

test('without strength the curve stays as it is', () => {
  expect(smooth(curve(3, 1, 2), 0)).toEqual(curve(3, 1, 2));
});

test('values are weighted by powers of the strength', () => {
  const [first, second, third] = smooth(curve(1, 0, 4), 0.5);
  expect(first?.value).toBeCloseTo(1, 12);
  expect(second?.value).toBeCloseTo(1 / 3, 12);
  expect(third?.value).toBeCloseTo((1 * 0.25 + 0 * 0.5 + 4 * 1) / 1.75, 12);
});

test('thinning keeps both ends', () => {
  const thinned = thin(curve(...Array.from({ length: 1000 }, (_, step) => step)), 100);
  expect(thinned).toHaveLength(100);
  expect(thinned[0]?.step).toBe(0);
  expect(thinned.at(-1)?.step).toBe(999);
  expect(thin(curve(1, 2), 100)).toEqual(curve(1, 2));
});

test('curves with different steps share one table', () => {
  const a = [
    { step: 0, value: 1 },
    { step: 20, value: 2 },
  ];
  const b = [{ step: 10, value: 3 }];
  expect(
    tabulate([
      { id: 'a', points: a },
      { id: 'b', points: b },
    ]),
  ).toEqual([
    { step: 0, a: 1 },
    { step: 10, b: 3 },
    { step: 20, a: 2 },
  ]);
});

test('the peak is the first of the highest', () => {
  expect(peak(curve(1, 5, 5, 2))).toEqual({ step: 1, value: 5 });
  expect(peak([])).toBeNull();
});
