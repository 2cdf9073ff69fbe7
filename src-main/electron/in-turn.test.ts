import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inTurn } from './in-turn.ts';

test('work that comes while other work is in hand waits for it, also when that fails', async () => {
  const next = inTurn();
  const done: string[] = [];
  const slow = next(async () => {
    await pause(5);
    done.push('slow');
    throw new Error('page not loaded');
  });
  const quick = next(() => Promise.resolve(done.push('quick')));
  await expect(slow).rejects.toThrow('page not loaded');
  await quick;
  expect(done).toEqual(['slow', 'quick']);
});
