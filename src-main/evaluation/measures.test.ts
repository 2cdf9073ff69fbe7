import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { calibrationOf, expectedCalibrationError, reliabilityBins } from './calibration.ts';
import type { LabelledFeatures } from './features.ts';
import { minimise } from './lbfgs.ts';
import { asProbabilities, leepScore } from './leep.ts';
import { classifyByProbe, fitChosenProbe, fitLinearProbe } from './linear-probe.ts';
import { NeighborClassifier } from './nearest-neighbors.ts';
import { fitTemperature } from './temperature.ts';
import { topKAccuracy } from './top-k.ts';

const numbers = z.array(z.number());
const reliability = z.object({
  error: z.number(),
  nll: z.number(),
  bins: z.array(
    z.object({ images: z.number(), confidence: z.number().nullable(), accuracy: z.number().nullable() }),
  ),
});
const fixture = z
  .object({
    scores: z.object({
      classes: z.number(),
      labels: numbers,
      logits: numbers,
      top: z.record(z.string(), z.number()),
      temperature: z.number(),
      predicted: reliability,
      tempered: reliability,
    }),
    leep: z.object({
      classes: z.number(),
      sourceClasses: z.number(),
      labels: numbers,
      logits: numbers,
      score: z.number(),
    }),
    features: z.object({
      classes: z.number(),
      length: z.number(),
      bank: numbers,
      labels: numbers,
      queries: numbers,
      neighbors: z.record(z.string(), numbers),
      probes: z.array(z.object({ penalty: z.number(), weights: numbers, bias: numbers, predicted: numbers })),
    }),
    convex: z.object({ a: z.array(numbers), minimum: z.number() }),
  })
  .parse(JSON.parse(readFileSync(new URL('./fixtures/evaluation.json', import.meta.url), 'utf8')));

const { scores, features } = fixture;
const logits = { values: Float32Array.from(scores.logits), classes: scores.classes };

function expectReliability(found: z.infer<typeof reliability>, expected: z.infer<typeof reliability>) {
  expect(found.error).toBeCloseTo(expected.error, 6);
  expect(found.nll).toBeCloseTo(expected.nll, 6);
  expect(found.bins.map(({ images }) => images)).toEqual(expected.bins.map(({ images }) => images));
  for (const [i, bin] of found.bins.entries()) {
    if (bin.images === 0) expect(bin).toEqual(expected.bins[i]);
    else expect(bin.confidence).toBeCloseTo(expected.bins[i]?.confidence ?? Number.NaN, 6);
    if (bin.images > 0) expect(bin.accuracy).toBeCloseTo(expected.bins[i]?.accuracy ?? Number.NaN, 9);
  }
}

describe('scores of classes', () => {
  test.each([1, 2, 5])('top %i is what scikit-learn counts', (k) => {
    expect(topKAccuracy(logits, scores.labels, k)).toBeCloseTo(scores.top[String(k)] ?? Number.NaN, 12);
  });

  test('top k asks about the allowed classes only, and about more than k of them', () => {
    const rows = { values: Float32Array.from([9, 3, 2, 1]), classes: 4 };
    expect(topKAccuracy(rows, [2], 2)).toBe(0);
    expect(topKAccuracy(rows, [2], 2, [false, true, true, true])).toBe(1);
    expect(topKAccuracy(rows, [2], 2, [false, true, true, false])).toBeNull();
    expect(topKAccuracy(rows, [], 1)).toBeNull();
  });

  test('the temperature is the one that scipy finds', () => {
    expect(fitTemperature(logits, scores.labels)).toBeCloseTo(scores.temperature, 6);
  });

  test('a temperature stays within its bounds', () => {
    const right = { values: Float32Array.from([5, 0, 0, 5]), classes: 2 };
    expect(fitTemperature(right, [0, 1])).toBeCloseTo(0.01, 6);
    expect(fitTemperature(right, [1, 0])).toBeCloseTo(100, 6);
    expect(fitTemperature(right, [])).toBeNull();
  });

  test('calibration before and after scaling is what scikit-learn and numpy measure', () => {
    const found = calibrationOf(logits, scores.labels, { temperature: scores.temperature });
    expectReliability(found.predicted, scores.predicted);
    expectReliability(found.tempered ?? found.predicted, scores.tempered);
    expect(found.tempered?.nll).toBeLessThan(found.predicted.nll);
  });

  test('without val images nothing is scaled; masked classes take no share', () => {
    const one = { values: Float32Array.from([3, 1, 1]), classes: 3 };
    const found = calibrationOf(one, [1], { allowed: [false, true, true] });
    expect(found.tempered).toBeNull();
    expect(found.predicted.nll).toBeCloseTo(Math.log(2), 12);
    expect(found.predicted.error).toBeCloseTo(0.5, 12);
  });

  test('a confidence on the edge of two bins belongs to the lower one', () => {
    const bins = reliabilityBins([0.2, 0.21, 1], [true, false, true], 5);
    expect(bins.map(({ images }) => images)).toEqual([1, 1, 0, 0, 1]);
    expect(expectedCalibrationError(bins)).toBeCloseTo((0.8 + 0.21 + 0) / 3, 12);
  });
});

describe('LEEP', () => {
  const { classes, sourceClasses, labels } = fixture.leep;
  const raw = Float32Array.from(fixture.leep.logits);
  const probabilities = asProbabilities(raw, sourceClasses);

  test('is what numpy computes by the formula', () => {
    expect(leepScore({ probabilities, sourceClasses }, labels, classes)).toBeCloseTo(fixture.leep.score, 7);
  });

  test('takes probabilities as they are', () => {
    const already = Float32Array.from(probabilities);
    for (const [i, p] of asProbabilities(already, sourceClasses).entries()) {
      expect(p).toBeCloseTo(probabilities[i] ?? Number.NaN, 6);
    }
  });

  test('is 0 for a source that speaks the target language', () => {
    const certain = { probabilities: Float64Array.from([1, 0, 0, 1, 1, 0]), sourceClasses: 2 };
    expect(leepScore(certain, [1, 0, 1], 2)).toBe(0);
    expect(() => leepScore(certain, [1, 0], 2)).toThrow(RangeError);
  });
});

describe('features', () => {
  const { length, classes, labels } = features;
  const bank: LabelledFeatures = { values: Float32Array.from(features.bank), length, labels, classes };
  const queries = { values: Float32Array.from(features.queries), length };

  test.each([1, 5, 20])('%i neighbours vote as scikit-learn lets them', (k) => {
    expect(new NeighborClassifier(bank, k).classify(queries)).toEqual(features.neighbors[String(k)]);
  });

  test('an image has no vote on itself, and more neighbours than images are all of them', () => {
    const values = Float32Array.from([1, 0, 1, 0.1, 0, 1]);
    const classifier = new NeighborClassifier({ values, length: 2, labels: [0, 1, 1], classes: 2 }, 1);
    expect(classifier.classify({ values, length: 2 })).toEqual([0, 1, 1]);
    expect(classifier.classify({ values, length: 2 }, Int32Array.of(0, 1, 2))).toEqual([1, 0, 1]);
    const all = new NeighborClassifier({ values, length: 2, labels: [0, 1, 1], classes: 2 }, 50);
    expect(all.classify({ values: Float32Array.of(0, 0), length: 2 })).toEqual([1]);
  });

  test.each(features.probes)('a probe with penalty $penalty is the one of scikit-learn', async (expected) => {
    const probe = await fitLinearProbe(bank, { penalty: expected.penalty, tolerance: 1e-8 });
    const rows = Array.from({ length: classes }, (_, c) =>
      probe.weights.subarray(c * (length + 1), (c + 1) * (length + 1)),
    );
    const biases = rows.map((row) => row[length] ?? Number.NaN);
    const centre = biases.reduce((sum, bias) => sum + bias, 0) / classes;
    const largest = Math.max(...expected.weights.map(Math.abs));
    for (const [c, row] of rows.entries()) {
      for (let i = 0; i < length; i++) {
        const off = Math.abs((row[i] ?? Number.NaN) - (expected.weights[c * length + i] ?? Number.NaN));
        expect(off).toBeLessThan(1e-4 * largest);
      }
      const off = Math.abs((biases[c] ?? Number.NaN) - centre - (expected.bias[c] ?? Number.NaN));
      expect(off).toBeLessThan(1e-4 * largest);
    }
    expect(classifyByProbe(probe, queries)).toEqual(expected.predicted);
  });

  test('the penalty is chosen on held-out images, the same for the same seed', async () => {
    const first = await fitChosenProbe(bank, { seed: 1 });
    const again = await fitChosenProbe(bank, { seed: 1 });
    expect(again.penalty).toBe(first.penalty);
    expect(again.probe.weights).toEqual(first.probe.weights);
    const single = { values: Float32Array.of(1, 2), length: 1, labels: [0, 1], classes: 2 };
    expect((await fitChosenProbe(single, { seed: 1 })).penalty).toBe(1e-2);
  });

  test('classes that are not asked about are never the answer', async () => {
    const allowed = [true, false, true];
    const voted = new NeighborClassifier(bank, 5, allowed).classify(queries);
    const probed = classifyByProbe(await fitLinearProbe(bank, { penalty: 0.01 }), queries, allowed);
    for (const answers of [voted, probed]) expect(new Set(answers)).toEqual(new Set([0, 2]));
  });

  test('a fit can be given up', async () => {
    const signal = AbortSignal.abort(new Error('given up'));
    await expect(fitLinearProbe(bank, { penalty: 1e-4, signal })).rejects.toThrow('given up');
  });
});

test('a badly scaled convex function has the minimum that scipy finds', async () => {
  const { a, minimum } = fixture.convex;
  const scales = [1, 10, 100, 1000];
  const value = (x: Float64Array, gradient: Float64Array): number => {
    let sum = 0;
    gradient.fill(0);
    for (const row of a) {
      const e = Math.exp(row.reduce((total, factor, i) => total + factor * (x[i] ?? 0), 0));
      sum += e;
      for (const [i, factor] of row.entries()) gradient[i] = (gradient[i] ?? 0) + e * factor;
    }
    for (const [i, scale] of scales.entries()) {
      sum += 0.05 * scale * (x[i] ?? 0) ** 2;
      gradient[i] = (gradient[i] ?? 0) + 0.1 * scale * (x[i] ?? 0);
    }
    return sum;
  };
  const start = new Float64Array(4).fill(1);
  const found = await minimise(value, start, { tolerance: 1e-9 });
  expect(value(found, new Float64Array(4))).toBeCloseTo(minimum, 9);
  expect(start).toEqual(new Float64Array(4).fill(1));
});
