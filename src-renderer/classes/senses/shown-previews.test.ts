import { expect, test } from 'vitest';
import { previewsBySense } from './shown-previews.ts';

test('pictures of a phrase that was changed since are not shown', () => {
  const senses = [
    { id: 1, phrase: 'crane, the wading bird' },
    { id: 2, phrase: 'crane, the machine' },
  ];
  const previews = [
    { senseId: 1, phrase: 'crane, the bird', previewIds: ['a'] },
    { senseId: 2, phrase: 'crane, the machine', previewIds: ['b'] },
  ];
  expect([...previewsBySense(senses, previews)]).toEqual([[2, ['b']]]);
  expect([...previewsBySense(senses)]).toEqual([]);
});
