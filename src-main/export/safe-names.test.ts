import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeNames } from './safe-names.ts';

test('names that are paths, devices or hidden become plain folders', () => {
  expect(safeNames(['../x', 'CON', 'com1.txt', '.git', 'a/b', 'trailing. ', '..'])).toEqual([
    '__x',
    '_CON',
    '_com1.txt',
    '_git',
    'a_b',
    'trailing',
    '_',
  ]);
});

test('readable names stay as they are, in any script', () => {
  expect(safeNames(['red panda', '鶴', '🦊 fox', 'crane (bird)'])).toEqual([
    'red panda',
    '鶴',
    '🦊 fox',
    'crane (bird)',
  ]);
});

test('names that differ only in case or in forbidden characters stay apart', () => {
  expect(safeNames(['Cat', 'cat', 'a/b', 'a_b'])).toEqual(['Cat', 'cat (2)', 'a_b', 'a_b (2)']);
});

test('200 characters fit into a file name', () => {
  const [name] = safeNames(['🦊'.repeat(200)]);
  expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(80);
});

test('whatever the labels, the names are portable and unique', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (labels) => {
      const names = safeNames(labels);
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(labels.length);
      for (const name of names) expect(name).toMatch(/^[^<>:"/\\|?*\p{Cc}.][^<>:"/\\|?*\p{Cc}]*$/u);
    }),
  );
});
