import { describe, expect, it } from 'vitest';
import { type DataSetRequest, dataSetPictures, drawnDataSet, drawnDataSets } from './data-sets.ts';
import { drawnStyle } from './draw-picture.ts';
import { looks } from './looks.ts';

const specsOf = (id: string, request: DataSetRequest): string[] =>
  [...dataSetPictures(id, request)].map(({ spec }) => JSON.stringify(spec));

describe('dataSetPictures', () => {
  it('gives perClass pictures of every class, in the set own look and style', () => {
    for (const { id, classes, look, styles } of drawnDataSets) {
      const pictures = [...dataSetPictures(id, { role: 'real', perClass: 4, split: 'train', seed: 1 })];
      expect(pictures.length).toBe(4 * classes.length);
      for (const { spec } of pictures) {
        expect(spec.look).toEqual(looks[look]);
        expect(styles).toContain(spec.style);
      }
    }
  });

  it('never shares a picture between splits, roles, sets or seeds', () => {
    const seen = new Set<string>();
    let count = 0;
    const requests: DataSetRequest[] = [
      ...['train', 'val', 'test'].map((split) => ({ role: 'real' as const, perClass: 60, split, seed: 3 })),
      { role: 'real', perClass: 60, split: 'train', seed: 4 },
      { role: 'oracle', perClass: 60, split: 'train', seed: 3, domainGap: 0 },
    ];
    for (const { id } of drawnDataSets) {
      for (const request of requests) {
        for (const spec of specsOf(id, request)) {
          seen.add(spec);
          count++;
        }
      }
    }
    expect(seen.size).toBe(count);
  });

  it('extends a split without changing it', () => {
    const few = specsOf('attic', { role: 'real', perClass: 3, split: 'train', seed: 1 });
    const many = new Set(specsOf('attic', { role: 'real', perClass: 6, split: 'train', seed: 1 }));
    expect(few.every((spec) => many.has(spec))).toBe(true);
  });

  it('varies the named style alone out of distribution', () => {
    const set = drawnDataSet('menagerie');
    for (const { name, styles, heldOut } of set.ood) {
      for (const { spec } of dataSetPictures(set.id, {
        role: 'ood',
        name,
        perClass: 2,
        split: 'test',
        seed: 1,
      })) {
        expect(styles).toContain(spec.style);
        expect(set.styles).not.toContain(spec.style);
        expect(drawnStyle(spec.style).heldOut).toBe(heldOut);
        expect(spec.look).toEqual(looks[set.look]);
      }
    }
  });

  it('stylizes a quarter of the oracle pictures, never in a held-out style', () => {
    const used = [
      ...dataSetPictures('menagerie', { role: 'oracle', perClass: 100, split: 'train', seed: 2 }),
    ].map(({ spec }) => drawnStyle(spec.style));
    expect(used.some((style) => style.heldOut)).toBe(false);
    const share = used.filter((style) => style.id !== 'photo').length / used.length;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.3);
  });

  it('sets the domain gap of oracle pictures', () => {
    const at = (domainGap: number) =>
      [...dataSetPictures('journey', { role: 'oracle', perClass: 1, split: 'train', seed: 1, domainGap })][0]
        ?.spec.look;
    expect(at(0)).toEqual(looks.dusk);
    expect(at(1)).toEqual(looks.frost);
    expect(at(0.5)?.zoom).toBeCloseTo((looks.dusk.zoom + looks.frost.zoom) / 2);
  });

  it('names what it does not know', () => {
    expect(() => [...dataSetPictures('zoo', { role: 'real', perClass: 1, split: 'train', seed: 1 })]).toThrow(
      'no data set "zoo"',
    );
    expect(() => [
      ...dataSetPictures('attic', { role: 'ood', name: 'oil', perClass: 1, split: 'train', seed: 1 }),
    ]).toThrow('no OOD set "oil"');
  });
});
