import { expect, test } from 'vitest';
import { UserError } from '../../src-shared/errors.ts';
import { assignSplits, type SplitInput } from './splits.ts';

const inputsOf = (counts: Record<string, number>): SplitInput[] =>
  Object.entries(counts).flatMap(([className, count]) =>
    Array.from({ length: count }, (_, i) => ({ path: `${className}/${i}.jpg`, className, split: null })),
  );

const countOf = (inputs: SplitInput[], splits: string[], className: string, split: string) =>
  inputs.filter((input, i) => input.className === className && splits[i] === split).length;

test('every class is divided by the same shares', () => {
  const inputs = inputsOf({ cat: 100, dog: 40 });
  const splits = assignSplits(inputs, { kind: 'random', val: 0.15, test: 0.2, seed: 3 });
  expect(countOf(inputs, splits, 'cat', 'test')).toBe(20);
  expect(countOf(inputs, splits, 'cat', 'val')).toBe(15);
  expect(countOf(inputs, splits, 'dog', 'test')).toBe(8);
  expect(countOf(inputs, splits, 'dog', 'val')).toBe(6);
});

test('the order of reading does not matter, the seed does', () => {
  const inputs = inputsOf({ cat: 50 });
  const plan = { kind: 'random', val: 0.2, test: 0.2, seed: 3 } as const;
  const straight = assignSplits(inputs, plan);
  const backwards = assignSplits([...inputs].reverse(), plan).reverse();
  expect(backwards).toEqual(straight);
  expect(assignSplits(inputs, { ...plan, seed: 4 })).not.toEqual(straight);
});

test('a class of one image is for training', () => {
  expect(assignSplits(inputsOf({ cat: 1 }), { kind: 'random', val: 0.45, test: 0.5, seed: 1 })).toEqual([
    'train',
  ]);
});

test('shares that leave nothing to train on are refused', () => {
  expect(() => assignSplits(inputsOf({ cat: 9 }), { kind: 'random', val: 0.5, test: 0.5, seed: 1 })).toThrow(
    UserError,
  );
});

test('split folders are kept; without a val folder val comes out of train', () => {
  const inputs = inputsOf({ cat: 100 }).map((input, i) => ({
    ...input,
    split: i < 80 ? ('train' as const) : ('test' as const),
  }));
  const splits = assignSplits(inputs, { kind: 'folders', valShare: 0.25, seed: 1 });
  expect(countOf(inputs, splits, 'cat', 'val')).toBe(20);
  expect(countOf(inputs, splits, 'cat', 'train')).toBe(60);
  expect(splits.slice(80).every((split) => split === 'test')).toBe(true);
});

test('pictures outside of the split folders are refused by name', () => {
  expect(() => assignSplits(inputsOf({ cat: 1 }), { kind: 'folders', valShare: 0.1, seed: 1 })).toThrow(
    /cat\/0\.jpg/,
  );
});
