import { expect, test } from 'vitest';
import { keptOfWanted, standingWords } from './standing.ts';

const none = { train: 0, val: 0, test: 0 };
const imageClass = (id: number, keep: number, wanted: number | null) => ({
  id,
  wanted,
  counts: { real: none, synthetic: { undecided: 0, keep, reject: 0 }, ood: 0 },
});

test('kept of wanted is told of a class, and of all without counting what is too much', () => {
  const classes = [imageClass(1, 12, 10), imageClass(2, 3, 10), imageClass(3, 7, null)];
  expect(keptOfWanted(classes, 1)).toEqual({ kept: 12, wanted: 10 });
  expect(keptOfWanted(classes, 2)).toEqual({ kept: 3, wanted: 10 });
  expect(keptOfWanted(classes, 3)).toBeNull();
  expect(keptOfWanted(classes, null)).toEqual({ kept: 13, wanted: 20 });
  expect(keptOfWanted([imageClass(3, 7, null)], null)).toBeNull();
});

test('the bar says how far the review is', () => {
  const counts = { keep: 1200, reject: 1, undecided: 3 };
  expect(standingWords(counts, null)).toBe('kept 1,200 of 1,204 · 3 undecided');
  expect(standingWords(counts, { kept: 212, wanted: 250 })).toBe(
    'kept 1,200 of 1,204 · 3 undecided · 212 of 250 wanted',
  );
});
