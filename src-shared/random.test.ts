import { expect, test } from 'vitest';
import { createRandom, hashSeed, shuffled } from './random.ts';

test('the same seed gives the same stream, another seed another', () => {
  const stream = (seed: number) => Array.from({ length: 5 }, createRandom(seed).next);
  expect(stream(7)).toEqual(stream(7));
  expect(stream(7)).not.toEqual(stream(8));
});

test('seeds tell numbers from strings and keep parts apart', () => {
  expect(hashSeed(1, 23)).not.toBe(hashSeed(12, 3));
  expect(hashSeed(1)).not.toBe(hashSeed('1'));
});

test('normal draws have mean 0 and variance 1', () => {
  const random = createRandom(3);
  const draws = Array.from({ length: 20_000 }, random.normal);
  const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
  const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
  expect(Math.abs(mean)).toBeLessThan(0.03);
  expect(Math.abs(variance - 1)).toBeLessThan(0.05);
});

test('shuffling keeps every element once', () => {
  const items = Array.from({ length: 100 }, (_, i) => i);
  expect(shuffled(items, createRandom(1)).sort((x, y) => x - y)).toEqual(items);
});
