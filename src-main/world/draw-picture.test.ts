import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { dataSetPictures, drawnDataSet } from './data-sets.ts';
import { drawPicture } from './draw-picture.ts';
import { drawnWorld } from './drawn-world.ts';
import { looks } from './looks.ts';
import type { PictureSpec } from './spec.ts';

const checksum = (spec: PictureSpec, size: number): string =>
  createHash('sha256').update(drawPicture(spec, size)).digest('hex').slice(0, 16);

function spread(rgb: Uint8Array): number {
  let sum = 0;
  let squares = 0;
  for (const value of rgb) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / rgb.length;
  return Math.sqrt(squares / rgb.length - mean * mean);
}

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) * (a[i]! - b[i]!);
  return Math.sqrt(sum / a.length);
}

describe('drawPicture', () => {
  it('gives these very bytes on every machine', () => {
    const base = { context: 'beach', look: looks.studio, seed: 12 };
    const drawn = drawnWorld.styles.map(({ id }, i) => [
      id,
      checksum({ ...base, object: ['crane.bird', 'cat', 'bicycle', 'fan.hand'][i % 4]!, style: id }, 64),
    ]);
    expect(Object.fromEntries(drawn)).toEqual(FIXTURE);
  });

  it('does not depend on what was drawn before', () => {
    const spec = { object: 'owl', context: 'forest', style: 'watercolour', look: looks.dusk, seed: 5 };
    const first = checksum(spec, 48);
    drawPicture({ ...spec, object: 'car', style: 'photo' }, 48);
    drawPicture(spec, 64);
    expect(checksum(spec, 48)).toBe(first);
  });

  it('draws every class in every style with contrast, and every class differently', () => {
    const objects = [...drawnWorld.classes, ...drawnWorld.pretrainingClasses].flatMap(({ senses }) => senses);
    for (const { id: style } of drawnWorld.styles) {
      const pictures = objects.map(({ object }) =>
        drawPicture({ object, context: 'meadow', style, look: looks.studio, seed: 7 }, 32),
      );
      for (const [i, picture] of pictures.entries()) {
        expect(spread(picture), `${objects[i]?.object} ${style}`).toBeGreaterThan(12);
        if (i > 0) expect(distance(picture, pictures[i - 1]!)).toBeGreaterThan(4);
      }
    }
  });

  it('shows the same picture at every size', () => {
    const spec = { object: 'teapot', context: 'desert', style: 'photo', look: looks.studio, seed: 3 };
    const small = drawPicture(spec, 48);
    const large = drawPicture(spec, 192);
    const shrunk = Float32Array.from(small, (_, i) => {
      const [x, y, k] = [Math.floor(i / 3) % 48, Math.floor(i / 144), i % 3];
      let sum = 0;
      for (let dy = 0; dy < 4; dy++) {
        for (let dx = 0; dx < 4; dx++) sum += large[((y * 4 + dy) * 192 + x * 4 + dx) * 3 + k]!;
      }
      return sum / 16;
    });
    const other = drawPicture({ ...spec, seed: 4 }, 48);
    expect(distance(small, shrunk)).toBeLessThan(0.25 * distance(other, shrunk));
  });

  it('refuses what it cannot draw', () => {
    const spec = { object: 'cat', context: 'city', style: 'photo', look: looks.studio, seed: 1 };
    expect(() => drawPicture({ ...spec, object: 'unicorn' }, 32)).toThrow('no object "unicorn"');
    expect(() => drawPicture({ ...spec, context: 'moon' }, 32)).toThrow('no context "moon"');
    expect(() => drawPicture({ ...spec, style: 'oil' }, 32)).toThrow('no style "oil"');
    expect(() => drawPicture(spec, 4)).toThrow('4 pixels');
  });
});

type Feature = (rgb: Uint8Array) => Float32Array;

function featuresByClass(
  setId: string,
  split: string,
  perClass: number,
  feature: Feature,
): Map<string, Float32Array[]> {
  const byClass = new Map<string, Float32Array[]>();
  for (const { className, spec } of dataSetPictures(setId, { role: 'real', perClass, split, seed: 2 })) {
    byClass.set(className, [...(byClass.get(className) ?? []), feature(drawPicture(spec, SIDE))]);
  }
  return byClass;
}

function meanOf(features: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(features[0]?.length ?? 0);
  for (const values of features)
    for (let i = 0; i < mean.length; i++) mean[i] = mean[i]! + values[i]! / features.length;
  return mean;
}

/** Share of right answers, over one data set, of a nearest-class-mean classifier. */
function nearestMeanAccuracy(setId: string, feature: Feature): number {
  const means = [...featuresByClass(setId, 'train', 30, feature)].map(
    ([name, all]) => [name, meanOf(all)] as const,
  );
  const nearest = (values: Float32Array): string | undefined =>
    [...means].sort((a, b) => distance(a[1], values) - distance(b[1], values))[0]?.[0];
  const answers = [...featuresByClass(setId, 'test', 20, feature)].flatMap(([name, all]) =>
    all.map((values) => nearest(values) === name),
  );
  return answers.filter(Boolean).length / answers.length;
}

const SIDE = 32;

function unit(values: Float32Array): Float32Array {
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0)) || 1;
  return values.map((value) => value / length);
}

/** 64 colour bins. */
function colourHistogram(rgb: Uint8Array): Float32Array {
  const bins = new Float32Array(64);
  for (let i = 0; i < rgb.length; i += 3) {
    const bin = (rgb[i]! >> 6) * 16 + (rgb[i + 1]! >> 6) * 4 + (rgb[i + 2]! >> 6);
    bins[bin] = bins[bin]! + 1;
  }
  return unit(bins.map((value) => Math.sqrt(value)));
}

/** Histograms of unsigned edge direction (8 bins) over the picture's 4 x 4 fields, folded left to right. */
function edgeDirections(rgb: Uint8Array): Float32Array {
  const grey = (x: number, y: number): number => {
    const p = (y * SIDE + x) * 3;
    return 0.3 * rgb[p]! + 0.59 * rgb[p + 1]! + 0.11 * rgb[p + 2]!;
  };
  const bins = new Float32Array(2 * 4 * 8);
  for (let y = 1; y < SIDE - 1; y++) {
    for (let x = 1; x < SIDE - 1; x++) {
      const right = x >= SIDE / 2;
      const dx = (grey(x + 1, y) - grey(x - 1, y)) * (right ? -1 : 1);
      const dy = grey(x, y + 1) - grey(x, y - 1);
      const angle = (Math.atan2(dy, dx) / Math.PI + 1) % 1;
      const column = Math.floor(((right ? SIDE - 1 - x : x) * 4) / SIDE);
      const bin = (Math.floor((y * 4) / SIDE) * 2 + column) * 8 + Math.min(7, Math.floor(angle * 8));
      bins[bin] = bins[bin]! + Math.sqrt(dx * dx + dy * dy);
    }
  }
  return unit(bins.map((value) => Math.sqrt(value)));
}

describe('the classes of a data set', () => {
  it('differ in shape and not in colour', () => {
    const chance = 1 / drawnDataSet('attic').classes.length;
    const byColour = nearestMeanAccuracy('attic', colourHistogram);
    const byEdges = nearestMeanAccuracy('attic', edgeDirections);
    expect(byColour).toBeLessThan(1.6 * chance);
    expect(byEdges).toBeGreaterThan(1.8 * chance);
    expect(byEdges).toBeGreaterThan(1.4 * byColour);
  });
});

const FIXTURE = {
  blueprint: '220f239e664189d0',
  crayon: '480d9bcefd8c2341',
  'line-drawing': 'f997d1cc373870b6',
  'paper-cut': 'f10915cb4644c756',
  photo: 'd82f2f28afb34230',
  'pixel-art': '73868e83fceeccb6',
  poster: 'deefb43e371bdeb2',
  'stained-glass': '1c16941d268838b1',
  watercolour: '479dad77d5adcc07',
};
