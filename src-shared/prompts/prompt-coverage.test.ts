import { describe, expect, test } from 'vitest';
import { type CountedPrompt, coverageOf, keptShare } from './prompt-coverage.ts';

const prompt = (fields: Partial<CountedPrompt>): CountedPrompt => ({
  classId: 1,
  context: null,
  style: null,
  images: { total: 0, keep: 0, reject: 0 },
  ...fields,
});

const some = [
  prompt({ context: 'beach', images: { total: 4, keep: 1, reject: 2 } }),
  prompt({ context: 'beach', classId: 2, images: { total: 1, keep: 1, reject: 0 } }),
  prompt({ style: 'woodcut' }),
  prompt({ context: 'beach', style: 'woodcut' }),
];

describe('coverage', () => {
  test('counts every prompt once, with its class and its images', () => {
    const { contexts, styles, cells, largest } = coverageOf(some);
    expect(contexts.map(({ label }) => label)).toEqual(['no context', 'beach']);
    expect(styles.map(({ label }) => label)).toEqual(['no style', 'woodcut']);
    expect(cells.map((row) => row.map(({ prompts }) => prompts))).toEqual([
      [0, 1],
      [2, 1],
    ]);
    expect(cells[1]?.[0]).toEqual({ prompts: 2, classes: 2, images: 5, keep: 2, reject: 2 });
    expect(largest).toBe(2);
    expect(coverageOf([])).toMatchObject({ contexts: [], styles: [], cells: [], largest: 0 });
  });

  test('names that no prompt has are gaps', () => {
    const { contexts, styles, cells } = coverageOf(some, { contexts: ['snow', 'beach'], styles: ['poster'] });
    expect(contexts.map(({ label }) => label)).toEqual(['no context', 'beach', 'snow']);
    expect(styles.map(({ label }) => label)).toEqual(['no style', 'poster', 'woodcut']);
    expect(cells[2]?.map(({ prompts }) => prompts)).toEqual([0, 0, 0]);
  });

  test('many styles stand together in their groups', () => {
    const many = Array.from({ length: 14 }, (_, i) => prompt({ style: `style ${i}` }));
    const groupOf = new Map(
      many.slice(0, 12).map(({ style }, i) => [style ?? '', i % 2 ? 'drawn' : 'painted']),
    );
    const { styles, cells } = coverageOf(many, { groupOf, mostColumns: 10 });
    expect(styles.map(({ label }) => label)).toEqual(['drawn', 'other styles', 'painted']);
    expect(cells.map((row) => row.map(({ prompts }) => prompts))).toEqual([[6, 2, 6]]);
    expect(styles[0]?.names).toHaveLength(6);
  });
});

test('a kept share is of images with a verdict', () => {
  expect(keptShare({ keep: 3, reject: 1 })).toBe(0.75);
  expect(keptShare({ keep: 0, reject: 0 })).toBeNull();
});
