import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { dataSetPictures } from './data-sets.ts';
import { drawInParallel } from './draw-in-parallel.ts';
import { drawPicture } from './draw-picture.ts';
import sharp from 'sharp';

const specs = [...dataSetPictures('attic', { role: 'real', perClass: 4, split: 'train', seed: 9 })].map(
  ({ spec }) => spec,
);

describe('drawInParallel', () => {
  it('gives the main thread pictures, in order', async () => {
    let index = 0;
    for await (const rgb of drawInParallel(specs, { size: 24, format: 'raw', threads: 2 })) {
      expect(Buffer.compare(rgb, drawPicture(specs[index]!, 24))).toBe(0);
      index++;
    }
    expect(index).toBe(specs.length);
  });

  it('encodes losslessly', async () => {
    for await (const png of drawInParallel(specs.slice(0, 1), { size: 32, threads: 1 })) {
      const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
      expect(info).toMatchObject({ width: 32, height: 32, channels: 3 });
      expect(Buffer.compare(data, drawPicture(specs[0]!, 32))).toBe(0);
    }
  });

  it('no longer listens to its signal when it is done', async () => {
    const { signal } = new AbortController();
    for await (const _ of drawInParallel(specs.slice(0, 2), {
      size: 16,
      format: 'raw',
      threads: 1,
      signal,
    })) {
      expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    }
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('stops when aborted', async () => {
    const controller = new AbortController();
    const endless = (function* () {
      for (let i = 0; ; i++) yield specs[i % specs.length]!;
    })();
    let drawn = 0;
    await expect(async () => {
      for await (const _ of drawInParallel(endless, {
        size: 16,
        format: 'raw',
        threads: 2,
        signal: controller.signal,
      })) {
        drawn++;
        if (drawn === 20) controller.abort(new Error('enough'));
      }
    }).rejects.toThrow('enough');
    expect(drawn).toBeLessThan(60);
  });

  it('reports a picture that cannot be drawn', async () => {
    const bad = [{ ...specs[0]!, object: 'unicorn' }];
    await expect(async () => {
      for await (const _ of drawInParallel(bad, { size: 16, threads: 1 })) expect.unreachable();
    }).rejects.toThrow('no object "unicorn"');
  });
});
