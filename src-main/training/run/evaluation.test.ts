import { expect, test } from 'vitest';
import { imagesAtOnce } from './evaluation.ts';

test.each([
  ['128 small pictures', { batch: 32, size: 32, pool: 10_000 }, 128],
  ['whole batches of the session', { batch: 48, size: 32, pool: 10_000 }, 96],
  ['a batch of the session that is larger', { batch: 256, size: 32, pool: 10_000 }, 256],
  ['less of large pictures', { batch: 4, size: 224, pool: 10_000 }, 24],
  ['one batch of the session at least', { batch: 32, size: 448, pool: 10_000 }, 32],
  ['no more than there are', { batch: 32, size: 32, pool: 18 }, 18],
  ['one where there are none', { batch: 32, size: 32, pool: 0 }, 1],
] as const)('an evaluation reads %s at once', (_, { batch, size, pool }, expected) => {
  expect(imagesAtOnce(batch, size, pool)).toBe(expected);
});
