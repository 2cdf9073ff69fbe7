import { expect, test } from 'vitest';
import { fillTemplate, namesClass, templateProblem, withArticle } from './prompt-template.ts';

test('articles follow the sound, and are not doubled', () => {
  expect(['crane, the bird', 'owl', 'Elephant', 'the Moon', 'a pair of shoes'].map(withArticle)).toEqual([
    'a crane, the bird',
    'an owl',
    'an Elephant',
    'the Moon',
    'a pair of shoes',
  ]);
  const sounds = {
    an: 'hourglass heirloom umbrella urchin utterance usher X-ray SUV LED 8-ball 11-sided-die uninvited-guest onerous élan',
    a: 'unicorn uniform university ukulele utensil used-car ewer euphonium one-way-sign onesie UFO U-boat NASA-rocket house honeycomb 猫 🦉 ../x',
  };
  expect(sounds.an.split(' ').filter((word) => withArticle(word) !== `an ${word}`)).toEqual([]);
  expect(sounds.a.split(' ').filter((word) => withArticle(word) !== `a ${word}`)).toEqual([]);
  expect(['two cats', 'some grass', '12 eggs', 'her hat'].map(withArticle)).toEqual([
    'two cats',
    'some grass',
    '12 eggs',
    'her hat',
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

test('a phrase with a comma gets a second one before what follows', () => {
  const crane = { phrase: 'crane, the bird', className: 'crane' };
  expect(fillTemplate('a photo of {a phrase} on a beach', crane)).toBe(
    'a photo of a crane, the bird, on a beach',
  );
  expect(fillTemplate('a photo of {a phrase}.', crane)).toBe('a photo of a crane, the bird.');
  expect(fillTemplate('{phrase}, at night', crane)).toBe('crane, the bird, at night');
  expect(fillTemplate('a photo of the {class} at night', crane)).toBe('a photo of the crane at night');
});

test('an article written into the template becomes the right one', () => {
  const owl = { phrase: 'owl', className: 'owl' };
  expect(fillTemplate('a photo of a {phrase} in flight', owl)).toBe('a photo of an owl in flight');
  expect(fillTemplate('A {class}, close up', owl)).toBe('An owl, close up');
  expect(fillTemplate('a photo of a {}.', owl)).toBe('a photo of an owl.');
});

test('what cannot be a template says why', () => {
  expect(templateProblem('a photo of a {}.')).toBeNull();
  expect(templateProblem('a photo')).toContain('where the class belongs');
  expect(templateProblem('a {phrase} in {place}')).toContain('{place} is not known');
});
