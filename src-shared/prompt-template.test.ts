import { expect, test } from 'vitest';
import { fillTemplate, namesClass, withArticle } from './prompt-template.ts';

test('articles follow the sound of the first letter, and are not doubled', () => {
  expect(['crane, the bird', 'owl', 'Elephant', 'the Moon', 'a pair of shoes'].map(withArticle)).toEqual([
    'a crane, the bird',
    'an owl',
    'an Elephant',
    'the Moon',
    'a pair of shoes',
  ]);
});

test('every place in a template is filled', () => {
  const words = { phrase: 'owl $& bird', className: 'owl' };
  expect(fillTemplate('a photo of {a phrase}, {class}; {phrase} {other}', words)).toBe(
    'a photo of an owl $& bird, owl; owl $& bird {other}',
  );
  expect([namesClass('a photo'), namesClass('{class} here'), namesClass('{a phrase}')]).toEqual([
    false,
    true,
    true,
  ]);
});
