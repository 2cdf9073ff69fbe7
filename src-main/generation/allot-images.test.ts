import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashSeed } from '../../src-shared/random.ts';
import type { SetTally } from '../project/queries/generations.ts';
import {
  type Allotment,
  type Allotments,
  type AllotmentSettings,
  allotImages,
  imagesOf,
} from './allot-images.ts';
import { placeSeeds } from './place-seeds.ts';

const nothing: SetTally = { classes: [], prompts: [], generators: [] };

const settings = (
  classes: readonly number[],
  fields: Partial<AllotmentSettings> = {},
): AllotmentSettings => ({
  amount: { kind: 'per-class', images: 10 },
  seed: 1,
  maxAttempts: 4,
  classes: [],
  prompts: classes.map((classId, i) => ({
    id: 100 + i,
    classId,
    text: `prompt ${i}`,
    origin: 'plain',
    context: null,
    style: null,
  })),
  ...fields,
});

const counts = ({ allotments }: Allotments): number[] => allotments.map(imagesOf);

test('the wanted number is reached in every class, and no prompt of it gets two more than another', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      (classes, images, seed) => {
        const made = settings(classes, { amount: { kind: 'per-class', images }, seed });
        const { allotments } = allotImages(made, nothing);
        const byClass = Map.groupBy(allotments, ({ prompt }) => classes[prompt]!);
        for (const classId of new Set(classes)) {
          const group = (byClass.get(classId) ?? []).map(imagesOf);
          expect(group.reduce((a, b) => a + b, 0)).toBe(images);
          const prompts = classes.filter((other) => other === classId).length;
          const fewest = group.length < prompts ? 0 : Math.min(...group);
          expect(Math.max(...group) - fewest).toBeLessThanOrEqual(1);
        }
      },
    ),
  );
});

test('with fewer images than prompts, the prompts are drawn by lot and not from the front', () => {
  const classes = Array.from({ length: 40 }, () => 1);
  const chosen = (seed: number) =>
    allotImages(
      settings(classes, { amount: { kind: 'per-class', images: 8 }, seed }),
      nothing,
    ).allotments.map(({ prompt }) => prompt);
  expect(chosen(3)).toEqual(chosen(3));
  expect(chosen(3)).not.toEqual(chosen(4));
  expect(Math.max(...chosen(3))).toBeGreaterThan(8);
});

test('a number for each prompt is given to each', () => {
  const made = allotImages(settings([1, 1, 2], { amount: { kind: 'per-prompt', images: 3 } }), nothing);
  expect(counts(made)).toEqual([3, 3, 3]);
});

const topUp = (wanted: number | null, tally: Partial<SetTally>, fields: Partial<AllotmentSettings> = {}) =>
  allotImages(settings([1, 1], { amount: { kind: 'top-up', wanted }, ...fields }), { ...nothing, ...tally });

test('a top-up of an empty set is a first generation', () => {
  expect(topUp(10, {}).allotments).toEqual([
    { prompt: 0, parts: [{ attempt: 1, images: 5 }] },
    { prompt: 1, parts: [{ attempt: 1, images: 5 }] },
  ]);
});

test('rejected images are replaced by next attempts of their own prompts', () => {
  const tally = {
    classes: [{ classId: 1, live: 7, places: 7 }],
    prompts: [
      { promptId: 100, attempt: 1, live: 5, rejected: 0 },
      { promptId: 101, attempt: 1, live: 2, rejected: 3 },
    ],
  };
  expect(topUp(10, tally)).toEqual({
    allotments: [{ prompt: 1, parts: [{ attempt: 2, images: 3 }] }],
    givenUp: new Map(),
  });
});

test('a replacement that was rejected too is a third attempt, beside second ones', () => {
  const tally = {
    classes: [{ classId: 1, live: 5 + 2, places: 10 }],
    prompts: [
      { promptId: 100, attempt: 1, live: 5, rejected: 0 },
      { promptId: 101, attempt: 1, live: 1, rejected: 4 },
      { promptId: 101, attempt: 2, live: 1, rejected: 1 },
    ],
  };
  expect(topUp(10, tally).allotments).toEqual([
    {
      prompt: 1,
      parts: [
        { attempt: 3, images: 1 },
        { attempt: 2, images: 2 },
      ],
    },
  ]);
});

test('a place that was tried as often as allowed is given up, and said so', () => {
  const tally = {
    classes: [{ classId: 1, live: 5, places: 5 }],
    prompts: [
      { promptId: 100, attempt: 1, live: 5, rejected: 0 },
      { promptId: 101, attempt: 1, live: 0, rejected: 5 },
      { promptId: 101, attempt: 2, live: 0, rejected: 5 },
    ],
  };
  expect(topUp(10, tally, { maxAttempts: 2 })).toEqual({ allotments: [], givenUp: new Map([[1, 5]]) });
  expect(topUp(10, tally, { maxAttempts: 3 }).allotments).toEqual([
    { prompt: 1, parts: [{ attempt: 3, images: 5 }] },
  ]);
});

test('images of other prompts count for the class', () => {
  expect(topUp(10, { classes: [{ classId: 1, live: 10, places: 10 }] }).allotments).toEqual([]);
  const some = topUp(10, { classes: [{ classId: 1, live: 6, places: 6 }] });
  expect(counts(some).reduce((a, b) => a + b, 0)).toBe(4);
});

test('the seed of an image follows from base seed, text, index and attempt', () => {
  const made = settings([1], { seed: 7 });
  const allotments: Allotment[] = [{ prompt: 0, parts: [{ attempt: 1, images: 2 }] }];
  expect(placeSeeds(made, allotments, []).map(({ seed }) => seed)).toEqual([
    hashSeed(7, 'prompt 0', 0, 1),
    hashSeed(7, 'prompt 0', 1, 1),
  ]);
});

test('seeds that the set has used are passed over, also between prompts of the same text', () => {
  const made = settings([1, 2]);
  made.prompts[1]!.text = 'prompt 0';
  const allotments = allotImages({ ...made, amount: { kind: 'per-prompt', images: 5 } }, nothing).allotments;
  const first = placeSeeds(made, allotments, []).map(({ seed }) => seed);
  const second = placeSeeds(made, allotments, first).map(({ seed }) => seed);
  expect(new Set([...first, ...second]).size).toBe(20);
});

test('rounds go over all prompts, so that what is made first is as varied as the whole', () => {
  const made = settings([1, 1, 2]);
  const allotments = allotImages({ ...made, amount: { kind: 'per-prompt', images: 2 } }, nothing).allotments;
  expect(placeSeeds(made, allotments, []).map(({ prompt }) => prompt)).toEqual([0, 1, 2, 0, 1, 2]);
});

test('without a number a class gets what is wanted of it, else what its places lack, and none where it has no place', () => {
  const rejectedOne = (promptId: number, live: number) => ({ promptId, attempt: 1, live, rejected: 1 });
  const made = settings([1, 2, 3], {
    amount: { kind: 'top-up', wanted: null },
    classes: [
      { id: 1, wanted: 6 },
      { id: 2, wanted: null },
      { id: 3, wanted: null },
    ],
  });
  const tally: SetTally = {
    classes: [
      { classId: 1, live: 3, places: 4 },
      { classId: 2, live: 3, places: 4 },
    ],
    prompts: [rejectedOne(100, 3), rejectedOne(101, 3)],
    generators: [],
  };
  expect(allotImages(made, tally).allotments).toEqual([
    {
      prompt: 0,
      parts: [
        { attempt: 2, images: 1 },
        { attempt: 1, images: 2 },
      ],
    },
    { prompt: 1, parts: [{ attempt: 2, images: 1 }] },
  ]);
  // The image in its place is no place of its own.
  const replaced = {
    ...tally,
    classes: [
      { classId: 1, live: 6, places: 6 },
      { classId: 2, live: 4, places: 4 },
    ],
  };
  expect(allotImages(made, replaced).allotments).toEqual([]);
});
