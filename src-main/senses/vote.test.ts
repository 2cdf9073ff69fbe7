import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Ballot, meansOfOthers, voteOnSenses } from './vote.ts';

const numbers = z.array(z.number());
/** Made by tools/fixtures/sense_vote.py with NumPy. */
const cases = z
  .array(
    z.object({
      name: z.string(),
      dimension: z.number(),
      images: numbers,
      phrases: numbers,
      others: numbers,
      logitScale: z.number(),
      seed: z.number(),
      expected: z.object({
        shares: numbers,
        low: numbers,
        high: numbers,
        voters: numbers,
        best: numbers,
        first: z.number(),
        lead: z.number(),
      }),
    }),
  )
  .parse(JSON.parse(readFileSync(new URL('fixtures/votes.json', import.meta.url), 'utf8')));

const ballotOf = (each: (typeof cases)[number]): Ballot => ({
  ...each,
  images: Float32Array.from(each.images),
  phrases: Float32Array.from(each.phrases),
  others:
    meansOfOthers([Float32Array.from(each.images), Float32Array.from(each.others)], each.dimension)[0] ??
    null,
});

describe('votes are those of NumPy', () => {
  test.each(cases)('$name', (each) => {
    const { expected } = each;
    const tally = voteOnSenses(ballotOf(each));
    for (const [i, { share, low, high, voters, examples }] of tally.shares.entries()) {
      expect(share).toBeCloseTo(expected.shares[i]!, 6);
      expect(low).toBeCloseTo(expected.low[i]!, 6);
      expect(high).toBeCloseTo(expected.high[i]!, 6);
      expect(voters).toBe(expected.voters[i]);
      expect(examples.length).toBe(Math.min(6, voters));
      if (voters > 0) expect(examples[0]).toBe(expected.best[i]);
    }
    const isClear = each.others.length > 0 && expected.lead > 0;
    expect(tally.winner).toBe(isClear ? expected.first : null);
    expect(tally.verdict).toBe(
      each.others.length === 0 ? 'no-reference' : expected.lead > 0 ? 'clear' : 'close',
    );
  });
});

const bird = [1, 0, 0];
const machine = [0, 1, 0];
const ballot = (images: number[][], others: number[][], logitScale = 10): Ballot => ({
  dimension: 3,
  images: Float32Array.from(images.flat()),
  phrases: Float32Array.from([bird, machine].flat()),
  others: meansOfOthers([Float32Array.from(images.flat()), Float32Array.from(others.flat())], 3)[0] ?? null,
  logitScale,
  seed: 1,
});

test('a phrase that the model likes for every picture does not win by that', () => {
  // Every picture is nearer to the machine, those of the class a little less so.
  const like = (towardsBird: number, towardsMachine: number) => [towardsBird, towardsMachine, 0.5];
  const images = [like(0.3, 0.6), like(0.32, 0.61), like(0.29, 0.58)];
  const others = [like(0.1, 0.7), like(0.12, 0.72)];
  expect(voteOnSenses(ballot(images, others))).toMatchObject({ winner: 0, verdict: 'clear' });
});

test('one image has no interval, and is worth a proposal only with a clear lead', () => {
  const one = voteOnSenses(ballot([bird], [[0, 0, 1]]));
  expect(one).toMatchObject({ winner: 0, verdict: 'one-image', shares: [{ low: 0, high: 1 }, {}] });
  expect(voteOnSenses(ballot([[0.71, 0.7, 0]], [[0, 0, 1]]))).toMatchObject({
    winner: null,
    verdict: 'one-image',
  });
});

test('without images nothing is proposed, and one sense is no vote', () => {
  expect(voteOnSenses(ballot([], [[0, 0, 1]]))).toMatchObject({ winner: null, verdict: 'no-images' });
  expect(() => voteOnSenses({ ...ballot([bird], []), phrases: Float32Array.from(bird) })).toThrow(RangeError);
});

test('a class is compared with the images of all others, however many each has', () => {
  const one = Float32Array.from([1, 0]);
  const two = Float32Array.from([0, 1, 0, 3]);
  expect(meansOfOthers([one, two, new Float32Array()], 2)).toEqual([
    Float32Array.from([0, 2]),
    one,
    Float32Array.from([1 / 3, 4 / 3]),
  ]);
  expect(meansOfOthers([one], 2)).toEqual([null]);
});
