import { expect, test } from 'vitest';
import { PreviewBudget } from './preview-budget.ts';

test('the first preview waits for half of the steps; none is made of the last', () => {
  const budget = new PreviewBudget();
  const allowed = Array.from({ length: 10 }, (_, i) => i + 1).filter((step) => budget.allows(step, 10, 0));
  expect(allowed).toEqual([5, 6, 7, 8, 9]);
});

test('a cheap preview comes a few times a second, a dear one seldom', () => {
  const previewsAt = (cost: number): number => {
    const budget = new PreviewBudget();
    let made = 0;
    let ms = 0;
    for (let step = 1; step <= 1000; step++) {
      ms += 10;
      if (!budget.allows(step, 1000, ms)) continue;
      budget.addPreview(cost, ms);
      made++;
    }
    return made;
  };
  expect(previewsAt(0.01)).toBe(20);
  expect(previewsAt(200)).toBe(4);
});
