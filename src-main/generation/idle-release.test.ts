import { expect, test, vi } from 'vitest';
import { startEngine } from '../engine/start-engine.ts';
import { silentLog } from '../log/log.ts';
import { createIdleRelease } from './idle-release.ts';

test('an engine that nobody uses any more is ended, but not while a job works', async () => {
  const engine = startEngine({ role: 'compute', log: silentLog });
  let busy = true;
  let asked = 0;
  const isBusy = () => {
    asked += 1;
    return busy;
  };
  await engine.run('ping', { echo: 'a' });
  createIdleRelease(engine, isBusy, 10).used();
  await vi.waitUntil(() => asked > 2);
  expect(engine.pid).toBeDefined();
  busy = false;
  await vi.waitUntil(() => engine.pid === undefined);
  expect((await engine.run('ping', { echo: 'b' })).echo).toBe('b');
  await engine.dispose();
});
