import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { operatorCoverage, operatorPage } from './coverage.ts';

test('the page of operators says what the code does', () => {
  const page = readFileSync(new URL('../../docs/operators.md', import.meta.url), 'utf8');
  expect(page, 'Write it anew with: node tools/operators/write.ts').toBe(operatorPage());
});

test('every rule is checked, and everything in exported models that needs a rule has one', () => {
  const coverage = operatorCoverage();
  const unchecked = coverage.filter(({ gradient, differences }) => gradient === 'rule' && differences === 0);
  expect(unchecked.map(({ operator }) => operator)).toEqual([]);
  const refused = coverage.filter(({ gradient, models }) => gradient === 'refused' && models.length > 0);
  expect(refused.map(({ operator }) => operator)).toEqual([]);
});

test('the table knows of operators that models are made of', () => {
  const operators = operatorCoverage().map(({ operator }) => operator);
  expect(operators.length).toBeGreaterThan(100);
  expect(operators).toEqual(
    expect.arrayContaining(['Attention', 'Conv', 'Einsum', 'GroupNormalization', 'Resize']),
  );
});
