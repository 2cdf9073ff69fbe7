import { expect, test } from 'vitest';
import { formula } from '../../graph/testing/formula.ts';
import fixture from './fixtures/mixing.json' with { type: 'json' };
import { cutBox, drawMix, mixLabels, type Mix, mixPictures, partnersOf } from './mixing.ts';

const images = formula(7, [5, 3, 6, 6], -2, 2).data;
const partners = Int32Array.from(fixture.partners);

function mixed(mix: Mix): Float32Array {
  const out = new Float32Array(images.length).fill(Number.NaN);
  mixPictures(images, partners, mix, out);
  return out;
}

test.each(fixture.mixup)('Mixup with a share of $share is PyTorch’s, bit for bit', ({ share, values }) => {
  expect(mixed({ kind: 'mixup', seed: 0, share })).toEqual(Float32Array.from(values));
});

test.each(fixture.cutmix)('CutMix with a share of $share cuts where the authors’ code does', (each) => {
  const { share, x, y, box, values } = each;
  expect(cutBox(share, 6, x, y)).toEqual(box);
  expect(mixed({ kind: 'cutmix', seed: 0, share, box })).toEqual(Float32Array.from(values));
});

test('partners are of the same domain, all of it, and change with the seed', () => {
  const domains = Uint8Array.from({ length: 40 }, (_, i) => (i % 3 === 0 ? 1 : 0));
  const weights = new Float32Array(40).fill(0.5).fill(0, 4, 5);
  const drawn = partnersOf({ domains, weights }, 1);
  for (const [place, partner] of drawn.entries()) expect(domains[partner]).toBe(domains[place]);
  expect([...drawn].toSorted((a, b) => a - b)).toEqual([...domains.keys()]);
  expect(drawn[4]).toBe(4);
  expect(partnersOf({ domains, weights }, 1)).toEqual(drawn);
  expect(partnersOf({ domains, weights }, 2)).not.toEqual(drawn);
});

test('labels follow the pictures', () => {
  const { others, shares } = mixLabels(Int32Array.of(5, 6, 7, 8, 9), partners, 0.25);
  expect([...others]).toEqual([8, 5, 7, 9, 6]);
  expect([...shares]).toEqual([0.25, 0.25, 0.25, 0.25, 0.25]);
});

test('shares are drawn from the symmetric Beta distribution', () => {
  for (const alpha of [0.05, 0.2, 1, 4]) {
    const shares = Array.from({ length: 20_000 }, (_, i) => drawMix({ mixup: alpha, cutmix: 0 }, i, 8).share);
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    const variance = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / shares.length;
    expect(mean).toBeCloseTo(0.5, 1);
    expect(Math.abs(variance * 4 * (2 * alpha + 1) - 1)).toBeLessThan(0.05);
  }
});

test('with both on, each batch is mixed by one of the two; a cut leaves the share that it says', () => {
  const mixes = Array.from({ length: 400 }, (_, seed) => drawMix({ mixup: 0.2, cutmix: 1 }, seed, 16));
  const cuts = mixes.filter((mix) => mix.kind === 'cutmix');
  expect(cuts.length).toBeGreaterThan(150);
  expect(cuts.length).toBeLessThan(250);
  for (const { share, box } of cuts) {
    expect(share).toBeCloseTo(1 - ((box.right - box.left) * (box.bottom - box.top)) / 256, 12);
  }
  expect(drawMix({ mixup: 0, cutmix: 1 }, 3, 16).kind).toBe('cutmix');
});
