import { expect, test } from 'vitest';
import { nameProblem, phraseProblem, wantedProblem } from './problems.ts';

test('what a class cannot be called, and how many cannot be wanted of it, is said in words', () => {
  expect(nameProblem('')).toBe('A class needs a name.');
  expect(nameProblem('crane')).toBeNull();
  expect(phraseProblem('')).toBeNull();
  expect(phraseProblem('a\u0000b')).toContain('control characters');
  expect(['', '0', '1000000'].map(wantedProblem)).toEqual([null, null, null]);
  for (const text of ['-1', '1.5', 'many', '1000001']) expect(wantedProblem(text)).toContain('whole number');
});
