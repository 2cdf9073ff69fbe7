import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createRandom } from '../../../src-shared/random.ts';
import { captionOf } from '../../../src-main/world/captions.ts';
import { contexts } from '../../../src-main/world/contexts/contexts.ts';
import { dataSetObjects, drawnObject } from '../../../src-main/world/objects/catalogue.ts';
import { trainingPicture } from '../../../src-main/world/training-stream.ts';
import { loadClipTokenizer } from '../../../src-main/tokenizer/clip-tokenizer.ts';
import { augmentInto } from './augment.ts';
import { drawCaption, longCaptions } from './captions.ts';
import { clipInputs, captionLength, prompts } from './clip-inputs.ts';
import { pictureBatches } from './picture-batches.ts';

const fixture = fileURLToPath(new URL('../../../src-main/scoring/fixtures/tiny-clip/', import.meta.url));

test('captions say sense, style and place, sometimes the plain name, sometimes no place', () => {
  const random = createRandom(3);
  const spec = { object: 'crane.bird', context: 'beach', style: 'photo' };
  const captions = Array.from({ length: 4000 }, () => drawCaption(spec, random));
  const share = (pattern: RegExp): number =>
    captions.filter((caption) => pattern.test(caption)).length / captions.length;
  expect(captions).toContain(captionOf(spec));
  expect(share(/crane, the bird/)).toBeCloseTo(0.75, 1);
  expect(share(/beach/)).toBeCloseTo(0.7, 1);
  expect(share(/^a photo of a crane/)).toBeCloseTo(0.76, 1);
  expect(share(/^a good photo of the crane/)).toBeCloseTo(0.04, 1);
  expect(share(/^a crane/)).toBeCloseTo(0.04, 1);
  const drawn = Array.from({ length: 500 }, () =>
    drawCaption({ object: 'owl', context: 'beach', style: 'watercolour' }, random),
  );
  expect(new Set(drawn)).toEqual(
    new Set([
      'a watercolour painting of an owl',
      captionOf({ object: 'owl', context: 'beach', style: 'watercolour' }),
    ]),
  );
});

test('every caption with a place is among those that the text length is taken from', () => {
  const long = new Set(longCaptions());
  const random = createRandom(5);
  for (let index = 0; index < 600; index++) {
    const spec = trainingPicture(index);
    const caption = drawCaption(spec, random);
    const place = contexts.find(({ id }) => id === spec.context)?.phrase ?? '';
    if (caption.includes(drawnObject(spec.object).phrase) && caption.endsWith(place)) {
      expect([caption, long.has(caption)]).toEqual([caption, true]);
    }
  }
});

test('a picture keeps its brightness on the average, and may be mirrored', () => {
  const size = 8;
  const rgb = Uint8Array.from({ length: size * size * 3 }, (_, i) =>
    Math.floor(i / 3) % size < 4 ? 230 : 20,
  );
  const count = 400;
  const out = new Float32Array(count * 3 * size * size);
  const random = createRandom(1);
  for (let place = 0; place < count; place++) augmentInto(rgb, { out, place, size, flip: true }, random);
  const plane = size * size;
  const brighterLeft = Array.from({ length: count }, (_, n) => out[n * 3 * plane]! > out[n * 3 * plane + 7]!);
  const mirrored = brighterLeft.filter((left) => !left).length / count;
  expect(mirrored).toBeGreaterThan(0.4);
  expect(mirrored).toBeLessThan(0.6);
  const mean = out.reduce((sum, value) => sum + value, 0) / out.length;
  expect(mean).toBeCloseTo(125 / 127.5 - 1, 1);
});

test('batches depend on their step alone, and streams share them', async () => {
  const streams = [
    { picture: trainingPicture, count: 10 },
    { picture: (index: number) => trainingPicture(1000 + index), count: 100 },
  ];
  const request = { streams, batch: 6, size: 16 };
  const take = async (first: number, count: number) => {
    const batches = [];
    for await (const batch of pictureBatches({ ...request, first })) {
      batches.push(batch);
      if (batches.length === count) break;
    }
    return batches;
  };
  const all = await take(0, 4);
  const [later] = await take(3, 1);
  expect(later).toEqual(all[3]);
  const seeds = all.map((batch) => batch.map(({ spec }) => spec.seed));
  expect(seeds[3]).toEqual([9, 0, 1, 1009, 1010, 1011].map((index) => trainingPicture(index).seed));
});

test('what the CLIP is trained on fits together', async () => {
  const tokenizer = await loadClipTokenizer(fixture, { positions: 16 });
  const length = captionLength(tokenizer);
  const drawn = Array.from({ length: 12 }, (_, i) => {
    const spec = trainingPicture(i % 2 === 0 ? 22 : i);
    return { spec, rgb: new Uint8Array(8 * 8 * 3) };
  });
  const inputs = clipInputs(drawn, 7, { tokenizer, length, size: 8 });
  expect(inputs).toEqual(clipInputs(drawn, 7, { tokenizer, length, size: 8 }));
  expect(inputs['ids']?.dims).toEqual([12 + prompts.length, length]);
  expect(prompts.length).toBe(dataSetObjects.length);
  const own = inputs['own']?.data as Float32Array;
  for (let row = 0; row < 12; row++) {
    expect(own.slice(row * 12, row * 12 + 12).reduce((sum, value) => sum + value, 0)).toBe(1);
  }
  const things = Array.from(inputs['things']?.data as Int32Array);
  expect(things.map((place) => dataSetObjects[place]?.id)).toEqual(drawn.map(({ spec }) => spec.object));
});
