import { expect, test } from 'vitest';
import { Meter } from './meter.ts';

const batch = {
  labels: Int32Array.from([0, 1, 2, 0]),
  weights: Float32Array.from([1, 1, 2, 0]),
  domains: Uint8Array.from([0, 1, 1, 0]),
};
const output = {
  loss: 2,
  losses: Float32Array.from([1, 2, 4, 99]),
  predictions: Int32Array.from([0, 0, 2, 0]),
};

test('averages losses by domain and counts hits, without what only fills a batch up', () => {
  const meter = new Meter();
  meter.add(batch, output);
  meter.add(batch, { ...output, loss: 4 });
  expect(meter.read()).toEqual({ loss: 3, realLoss: 1, syntheticLoss: 3, trainAccuracy: 2 / 3 });
});

test('has no loss for a domain without images, and starts anew after a reading', () => {
  const meter = new Meter();
  meter.add({ ...batch, domains: new Uint8Array(4) }, output);
  expect(meter.read()).toMatchObject({ syntheticLoss: null });
  expect(() => meter.read()).toThrow(RangeError);
});

test('goes on from its state', () => {
  const meter = new Meter();
  meter.add(batch, output);
  const resumed = new Meter(meter.state);
  meter.add(batch, output);
  resumed.add(batch, output);
  expect(resumed.read()).toEqual(meter.read());
});
