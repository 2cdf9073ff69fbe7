import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { projectArgument, readStart } from './project-argument.ts';

test('a project is meant relative to where the program was called', () => {
  const elsewhere = resolve('/', 'data');
  expect(projectArgument(['variegate', '--project', 'birds'], elsewhere)).toBe(resolve('/data/birds'));
  expect(projectArgument(['variegate', '--project=../birds'], elsewhere)).toBe(resolve('/birds'));
  expect(projectArgument(['variegate', '--project', resolve('/birds')], elsewhere)).toBe(resolve('/birds'));
});

test('switches of others are passed over, and a project may be missing', () => {
  const argv = ['electron', '.', '--no-sandbox', '--lang=de', '--project', 'birds'];
  expect(projectArgument(argv, resolve('/data'))).toBe(resolve('/data/birds'));
  expect(projectArgument(['electron', '.', '--no-sandbox'], resolve('/data'))).toBeNull();
  expect(projectArgument(['electron', '--project'], resolve('/data'))).toBeNull();
});

test('a second start is read as it was handed over, as JSON', () => {
  const handedOver: unknown = JSON.parse(JSON.stringify({ project: resolve('/data/birds') }));
  expect(readStart(handedOver)).toEqual({ project: resolve('/data/birds') });
  expect(readStart({ project: null })).toEqual({ project: null });
  expect(readStart(null)).toEqual({ project: null });
  expect(readStart({ project: 7 })).toEqual({ project: null });
});
