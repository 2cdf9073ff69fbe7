import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { crossEntropyOfRow, measureAccuracy, predictRow } from './accuracy.ts';

const numbers = z.array(z.number());
const fixture = z
  .array(
    z.object({
      classes: z.number(),
      present: numbers,
      labels: numbers,
      logits: numbers,
      predicted: numbers,
      probability: numbers,
      top1: z.number(),
      meanPerClass: z.number(),
      confusion: z.array(numbers),
      crossEntropy: z.number(),
    }),
  )
  .parse(JSON.parse(readFileSync(new URL('./fixtures/accuracy.json', import.meta.url), 'utf8')));

describe.each(fixture)('$classes classes of which $present occur, as scikit-learn measures', (expected) => {
  const { classes, labels } = expected;
  const logits = Float32Array.from(expected.logits);
  const allowed = Array.from({ length: classes }, (_, c) => expected.present.includes(c));
  const rows = labels.map((_, row) => predictRow(logits, row, classes, allowed));

  test('predictions with the absent classes masked out', () => {
    expect(rows.map(({ predicted }) => predicted)).toEqual(expected.predicted);
    for (const [row, { probability }] of rows.entries()) {
      expect(probability).toBeCloseTo(expected.probability[row] ?? Number.NaN, 6);
    }
  });

  test('top-1, mean per class, confusion', () => {
    const measured = measureAccuracy(labels, expected.predicted, classes);
    expect(measured.images).toBe(labels.length);
    expect(measured.top1).toBeCloseTo(expected.top1, 12);
    expect(measured.meanPerClass).toBeCloseTo(expected.meanPerClass, 12);
    expect(measured.confusion).toEqual(expected.confusion);
  });

  test('cross entropy', () => {
    const sum = labels.reduce(
      (total, label, row) => total + crossEntropyOfRow(logits, row, classes, label),
      0,
    );
    expect(sum / labels.length).toBeCloseTo(expected.crossEntropy, 5);
  });
});

test('large logits do not overflow', () => {
  const logits = Float32Array.from([3e38, -3e38]);
  expect(crossEntropyOfRow(logits, 0, 2, 0)).toBe(0);
  expect(predictRow(logits, 0, 2)).toEqual({ predicted: 0, probability: 1 });
});

test('what cannot be measured is refused', () => {
  expect(() => measureAccuracy([], [], 2)).toThrow(RangeError);
  expect(() => measureAccuracy([0], [2], 2)).toThrow(RangeError);
  expect(() => predictRow(Float32Array.from([Number.NaN, 1]), 0, 2)).toThrow(RangeError);
  expect(() => predictRow(Float32Array.from([0, 1]), 0, 2, [false, false])).toThrow(RangeError);
});
