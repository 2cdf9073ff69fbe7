import { expect, test } from 'vitest';
import type { Evaluation } from '../../src-shared/domain/run.ts';
import { formatEvaluation } from './evaluation-report.ts';

const reliability = { error: 0.081, nll: 0.5, bins: [] };
const evaluation: Evaluation = {
  name: 'Sketch',
  kind: 'ood',
  setId: 4,
  styleCoverage: 'held-out',
  images: 1200,
  top1: 0.5,
  meanPerClass: 0.481,
  top5: null,
  confusion: [],
  calibration: { predicted: reliability, tempered: { ...reliability, error: 0.02, temperature: 1.5 } },
  corruptions: null,
  features: [],
};

test('an evaluation without extras is a few lines', () => {
  const lines = formatEvaluation(evaluation).split('\n');
  expect(lines[0]).toBe('Sketch, 1,200 images (held-out style: no prompt named it)');
  expect(lines.slice(1).map((line) => line.replaceAll(/ {2,}/g, ': '))).toEqual([
    'top-1: 50.0 %',
    'mean per class: 48.1 %',
    'calibration error: 8.1 %',
    'negative log likelihood: 0.500',
    'calibration error at temperature 1.50: 2.0 %',
    'negative log likelihood at temperature 1.50: 0.500',
  ]);
});

test('corruptions and features have their tables', () => {
  const text = formatEvaluation({
    ...evaluation,
    kind: 'val',
    top5: 0.9,
    calibration: null,
    corruptions: {
      seed: 1,
      images: 10,
      clean: 0.8,
      rows: [{ corruption: 'fog', top1: [0.7, 0.6, 0.5, 0.4, 0.3] }],
      mean: 0.5,
    },
    features: [
      {
        network: null,
        length: 64,
        images: 10,
        trainedOn: 50,
        neighbors: { k: 20, top1: 0.75, meanPerClass: 0.7 },
        linearProbe: null,
        leep: -0.25,
      },
      {
        network: 'ResNet-18',
        length: 512,
        images: 10,
        trainedOn: 50,
        neighbors: null,
        linearProbe: null,
        leep: -1,
      },
    ],
  });
  expect(text).toMatch(/^Sketch, 1,200 images\n/);
  expect(text).toMatch(/top-5 +90\.0 %/);
  expect(text).toMatch(/Fog +70\.0 +60\.0 +50\.0 +40\.0 +30\.0/);
  expect(text).toContain('Mean 50.0 % over all of them, 80.0 % without corruption, on 10 images.');
  expect(text).toMatch(/this run +75\.0 % \(k = 20\) +– +-0\.250/);
  expect(text).toMatch(/ResNet-18 +– +– +-1\.000/);
  expect(text).toContain('learned from 50 real training images');
});
