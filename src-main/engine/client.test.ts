import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { ErrorReport } from '../../src-shared/errors.ts';
import { silentLog } from '../log/log.ts';
import { createEngineClient, type EngineClient } from './client.ts';
import { createForkLauncher, forkLauncher } from './process/fork.ts';
import type { ProcessLauncher, WorkerProcess } from './process/launcher.ts';
import { startEngine } from './start-engine.ts';

const entry = fileURLToPath(new URL('./testing/test-process.ts', import.meta.url));
const clients: EngineClient[] = [];
afterEach(() => Promise.all(clients.splice(0).map((client) => client.dispose())));

function open(extra: { launcher?: ProcessLauncher } = {}) {
  const states: { state: string; error: ErrorReport | null }[] = [];
  const client = createEngineClient({
    launcher: forkLauncher,
    entry,
    name: 'test',
    log: silentLog,
    onState: (state, error) => states.push({ state, error }),
    ...extra,
  });
  clients.push(client);
  return { client, states };
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

async function untilGone(pid: number): Promise<void> {
  while (isAlive(pid)) await sleep(20);
}

/** Calls `untilTold` and resolves once it runs. */
async function startWaiting(
  client: EngineClient,
  signals: { signal?: AbortSignal; pauseSignal?: AbortSignal },
) {
  const { promise: started, resolve } = Promise.withResolvers<unknown>();
  const result = client.call('untilTold', null, { ...signals, onProgress: resolve });
  result.catch(() => undefined);
  await started;
  return result.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
}

test('the real worker process answers', async () => {
  const engine = startEngine({ role: 'compute', log: silentLog });
  const answer = await engine.run('ping', { echo: 'hello' });
  expect(answer).toEqual({ echo: 'hello', pid: engine.pid });
  await engine.dispose();
  expect(isAlive(answer.pid)).toBe(false);
});

test('typed arrays travel both ways', async () => {
  const { client } = open();
  const output = await client.call('double', Float32Array.of(1, 2.5, -3));
  expect(output).toBeInstanceOf(Float32Array);
  expect(output).toEqual(Float32Array.of(2, 5, -6));
});

test('progress arrives complete, in order and before the reply, also of calls side by side', async () => {
  const { client } = open();
  const counts = await Promise.all(
    [100, 37].map(async (to) => {
      const seen: unknown[] = [];
      await client.call('count', { to }, { onProgress: (value) => seen.push(value) });
      return seen;
    }),
  );
  expect(counts).toEqual([100, 37].map((to) => Array.from({ length: to }, (_, index) => index + 1)));
});

test('cancel reaches the task and rejects with a cancelled error', async () => {
  const { client } = open();
  const control = new AbortController();
  const outcome = startWaiting(client, { signal: control.signal });
  await sleep(0);
  const pid = await client.call('pid', null);
  control.abort();
  expect(await outcome).toMatchObject({ error: { name: 'UserError', code: 'cancelled' } });
  expect(await client.call('pid', null)).toBe(pid);
});

test('pause lets the task return what it has', async () => {
  const { client } = open();
  const pause = new AbortController();
  const outcome = startWaiting(client, { pauseSignal: pause.signal });
  await sleep(0);
  pause.abort();
  expect(await outcome).toEqual({ value: 'paused' });
  expect(await startWaiting(client, { pauseSignal: pause.signal })).toEqual({ value: 'paused' });
});

test('a call that is already cancelled starts no process', async () => {
  const { client } = open();
  const call = client.call('pid', null, { signal: AbortSignal.abort() });
  await expect(call).rejects.toMatchObject({ code: 'cancelled' });
  expect(client.pid).toBeUndefined();
});

test('errors keep code, message and advice', async () => {
  const { client } = open();
  await expect(client.call('failForUser', null)).rejects.toMatchObject({
    name: 'UserError',
    code: 'disk-full',
    message: 'The disk is full.',
    advice: 'Free some space.',
  });
  await expect(client.call('failInside', null)).rejects.toThrow('x is not a function');
  await expect(client.call('toString', null)).rejects.toThrow("no task named 'toString'");
});

test('killing the process rejects every waiting call, and the next call starts another', async () => {
  const { client, states } = open();
  const waiting = [startWaiting(client, {}), startWaiting(client, {})];
  const pid = Number(await client.call('pid', null));
  process.kill(pid, 'SIGKILL');
  for (const outcome of await Promise.all(waiting)) {
    expect(outcome).toMatchObject({
      error: { code: 'engine-stopped', message: expect.stringContaining('SIGKILL') },
    });
  }
  const next = await client.call('pid', null);
  expect(next).not.toBe(pid);
  expect(states.map(({ state }) => state)).toEqual(['starting', 'ready', 'stopped', 'starting', 'ready']);
  expect(states[2]?.error?.code).toBe('engine-stopped');
});

test.each([
  ['exit', { code: 3 }, 'engine-stopped', 'exit code 3'],
  ['abort', null, 'engine-stopped', 'SIGABRT'],
  ['exhaustMemory', null, 'out-of-memory', 'ran out of memory'],
])('the death by %s is told apart', async (task, input, code, words) => {
  const { client } = open({ launcher: createForkLauncher(['--max-old-space-size=64']) });
  await expect(client.call(task, input)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(words),
    advice: expect.stringContaining('resume'),
  });
});

test('recycling lets the task in hand finish and gives later calls a new process', async () => {
  const { client, states } = open();
  const pause = new AbortController();
  const inHand = startWaiting(client, { pauseSignal: pause.signal });
  const pid = Number(await client.call('pid', null));
  const recycled = client.recycle();
  expect(await client.call('pid', null)).not.toBe(pid);
  expect(isAlive(pid)).toBe(true);
  pause.abort();
  expect(await inHand).toEqual({ value: 'paused' });
  await recycled;
  await untilGone(pid);
  expect(states.filter(({ error }) => error !== null)).toEqual([]);
});

test('disposing ends a busy process and refuses further calls', async () => {
  const { client } = open();
  const outcome = startWaiting(client, {});
  const pid = Number(await client.call('pid', null));
  await client.dispose();
  expect(await outcome).toMatchObject({ error: { code: 'engine-stopped' } });
  await expect(client.call('pid', null)).rejects.toMatchObject({ code: 'engine-stopped' });
  await untilGone(pid);
});

test('malformed messages are refused on both sides and do no harm', async () => {
  let worker: WorkerProcess | undefined;
  const { client } = open({
    launcher: { launch: (options) => (worker = forkLauncher.launch(options)) },
  });
  const pid = await client.call('pid', null);
  for (const message of [
    { type: 'request', id: -1 },
    { type: 'cancel' },
    ['request'],
    { type: 'cancel', id: 99 },
  ]) {
    worker?.send(message);
  }
  worker?.send({ type: 'speak gibberish' });
  expect(await client.call('pid', null)).toBe(pid);
});

test('an input that cannot be cloned fails its own call only', async () => {
  const { client } = open();
  await expect(client.call('pid', () => 1)).rejects.toThrow(/could not be cloned/);
  expect(await client.call('pid', null)).toBeTypeOf('number');
});

test('a worker leaves when its host is killed, even in the middle of a blocking computation', async () => {
  const host = fork(fileURLToPath(new URL('./testing/test-host.ts', import.meta.url)), { stdio: 'pipe' });
  const [pid] = (await once(host, 'message')) as [number];
  expect(isAlive(pid)).toBe(true);
  host.kill('SIGKILL');
  await untilGone(pid);
});
