import { expect, test } from 'vitest';
import type { Sense } from '../../../src-shared/domain/sense.ts';
import { senseMark } from './sense-mark.ts';

const sense = (id: number, phrase: string): Sense => ({ id, phrase, gloss: '', source: 'lexicon' });
const two = [sense(1, 'crane, the bird'), sense(2, 'crane, the building machine')];

test('a row asks for a decision until a sense is pinned', () => {
  expect(senseMark({ senses: two, pinned: null, lexiconSenses: 2 }, null)).toEqual({
    kind: 'open',
    words: '2 senses, none is pinned',
  });
  expect(senseMark({ senses: two, pinned: { senseId: 2, by: 'vote' }, lexiconSenses: 2 }, 'x')).toEqual({
    kind: 'pinned',
    words: 'pinned: crane, the building machine',
  });
});

test('a name that the lexicon knows is marked unless its phrase was given by hand', () => {
  const unknown = { senses: [], pinned: null };
  expect(senseMark({ ...unknown, lexiconSenses: 3 }, null)?.kind).toBe('open');
  expect(senseMark({ ...unknown, lexiconSenses: 3 }, 'crane, the bird')).toBeNull();
  expect(senseMark({ ...unknown, lexiconSenses: 0 }, null)).toBeNull();
  expect(senseMark({ ...unknown, senses: two.slice(0, 1), lexiconSenses: 0 }, null)).toBeNull();
});
