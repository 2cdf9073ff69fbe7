import { expect, test } from 'vitest';
import type { ClassSenses } from '../../src-shared/domain/sense.ts';
import { doubtOf, withClashes } from './doubts.ts';
import type { Tally, Verdict } from './vote.ts';

const tally = (verdict: Verdict, images: number): Tally => ({
  verdict,
  images,
  winner: null,
  shares: [0.4, 0.55, 0.05].map((share) => ({ share, low: 0, high: 1, voters: 0, examples: [] })),
});
const phrases = ['bow, the ribbon', "bow, the archer's weapon", 'bow, the front of a ship'];

test.each([
  ['clear', 9, null],
  ['close', 9, "Too close to call by 9 images: “bow, the archer's weapon” 55.0 %, “bow, the ribbon” 40.0 %."],
  [
    'one-image',
    1,
    "Only one image voted, which says nothing of how sure that is: “bow, the archer's weapon” 55.0 %, “bow, the ribbon” 40.0 %.",
  ],
] as const)('%s', (verdict, images, words) =>
  expect(doubtOf(tally(verdict, images), phrases)?.replaceAll(/\s/g, ' ') ?? null).toBe(words),
);

const entry = (classId: number, commonName: string, phrase: string): Omit<ClassSenses, 'lexiconSenses'> => ({
  classId,
  className: `class ${classId}`,
  commonName,
  senses: [{ id: classId * 10, phrase, gloss: '', source: 'lexicon' }],
  pinned: null,
  vote: {
    model: 'clip',
    shares: [],
    images: 5,
    proposed: classId * 10,
    doubt: null,
    outdated: false,
    votedAt: '',
  },
  realTrainImages: 5,
  stalePrompts: 0,
});

test('only classes of one common name that propose the same sense are doubted', () => {
  const doubts = withClashes([
    entry(1, 'crane', 'crane, the bird'),
    entry(2, 'Crane', 'Crane,  the bird'),
    entry(3, 'crane', 'crane, the building machine'),
    entry(4, 'wader', 'crane, the bird'),
  ]).map(({ vote }) => vote?.doubt);
  expect(doubts).toEqual([
    'The images of “class 2” vote for the same sense.',
    'The images of “class 1” vote for the same sense.',
    null,
    null,
  ]);
});
