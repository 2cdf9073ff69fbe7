import { expect, test } from 'vitest';
import { conditions, portions } from './conditions.ts';

test('every condition gives every class the same number of images', () => {
  for (const condition of conditions) {
    for (const perClass of [1, 2, 7, 60]) {
      const counts = portions(condition, perClass).map(({ images }) => images);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(perClass);
      expect(Math.min(...counts)).toBeGreaterThanOrEqual(0);
    }
  }
  const mixed = conditions.find(({ name }) => name === 'CD + SD');
  expect(mixed && portions(mixed, 60)).toEqual([
    { origin: 'contextualized', images: 45 },
    { origin: 'stylized', images: 15 },
  ]);
});
