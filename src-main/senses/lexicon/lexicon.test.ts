import { expect, test } from 'vitest';
import { promptKey, promptTextSchema } from '../../../src-shared/domain/prompt.ts';
import { dataSetObjects } from '../../world/objects/catalogue.ts';
import { lexiconNames, lexiconSenses } from './lexicon.ts';

test.each([
  ['crane', 'crane, the bird'],
  ['Cranes', 'crane, the bird'],
  ['CRANE_2', 'crane, the bird'],
  ['crane (machine)', 'crane, the bird'],
  ['a kite', 'kite, the bird of prey'],
  ['mice', 'mouse, the animal'],
  ['leaves', 'leaf, the plant leaf'],
  ['brushes', 'brush, the paintbrush'],
  ['glasses', 'glasses, the spectacles'],
  ['bass', 'bass, the fish'],
])('"%s" is known', (name, phrase) => expect(lexiconSenses(name)[0]?.phrase).toBe(phrase));

test.each(['owl', '', '  ', 'cranefly', 'constructor', '__proto__'])('"%s" is not ambiguous', (name) =>
  expect(lexiconSenses(name)).toEqual([]),
);

test('every name has at least two senses, told apart by their phrases', () => {
  const names = lexiconNames();
  expect(names.length).toBeGreaterThanOrEqual(150);
  for (const name of names) {
    const senses = lexiconSenses(name);
    expect(senses.length, name).toBeGreaterThanOrEqual(2);
    expect(new Set(senses.map(({ phrase }) => promptKey(phrase))).size, name).toBe(senses.length);
    for (const { phrase, gloss } of senses) {
      expect(promptTextSchema.parse(phrase)).toBe(phrase);
      expect(phrase.toLowerCase()).toContain(name);
      expect(gloss.length).toBeGreaterThan(5);
    }
  }
});

test('ambiguous names of the drawn world have the phrases that its pictures are described with', () => {
  const ambiguous = dataSetObjects.filter(({ id }) => id.includes('.'));
  expect(ambiguous.length).toBeGreaterThan(10);
  for (const { name, phrase } of ambiguous) {
    expect(lexiconSenses(name).map((sense) => sense.phrase)).toContain(phrase);
  }
  const plain = dataSetObjects.filter(({ id }) => !id.includes('.'));
  expect(plain.filter(({ name }) => lexiconSenses(name).length > 0)).toEqual([]);
});
