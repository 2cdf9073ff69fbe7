import { expect, test } from 'vitest';
import { afterPageLoss } from './page-loss.ts';

test('a page that crashed is loaded again, one that crashes again at once is asked about', () => {
  expect(afterPageLoss('crashed', null)).toBe('reload');
  expect(afterPageLoss('oom', 3_600_000)).toBe('reload');
  expect(afterPageLoss('crashed', 2_000)).toBe('ask');
});

test('a page that ended in order is left alone', () => {
  expect(afterPageLoss('clean-exit', null)).toBe('ignore');
  expect(afterPageLoss('clean-exit', 2_000)).toBe('ignore');
});
