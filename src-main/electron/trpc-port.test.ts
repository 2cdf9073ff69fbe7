import { setTimeout as sleep } from 'node:timers/promises';
import { type MessagePort, MessageChannel } from 'node:worker_threads';
import { createTRPCClient } from '@trpc/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { portLink } from '../../src-renderer/api/port-link.ts';
import type { AppRouter } from '../api/router.ts';
import { createTestWorkbench } from '../server/testing/test-workbench.ts';
import { servePort } from './trpc-port.ts';

let channel: MessageChannel;
let bench: ReturnType<typeof createTestWorkbench>;

function serve(port: MessagePort): void {
  servePort(
    {
      post: (message) => port.postMessage(message),
      onMessage: (listener) => port.on('message', listener),
      onClose: (listener) => port.on('close', listener),
    },
    bench.workbench,
  );
}

const connect = () =>
  // Node's port is the web's port with a few methods less, none of which the link uses.
  createTRPCClient<AppRouter>({ links: [portLink(Promise.resolve(channel.port2 as never))] });

beforeEach(() => {
  channel = new MessageChannel();
  bench = createTestWorkbench('/nowhere');
  serve(channel.port1);
});
afterEach(() => channel.port1.close());

test('the window link and the host understand each other', async () => {
  const api = connect();
  expect(await api.system.info.query()).toMatchObject({ provider: 'cpu' });
  expect(await Promise.all([api.system.doctor.query(), api.system.doctor.query()])).toEqual([
    { checks: [] },
    { checks: [] },
  ]);
});

test('errors arrive with code and advice, like over WebSocket', async () => {
  const api = connect();
  await expect(api.system.diagnostics.query()).rejects.toMatchObject({
    message: 'There is no log.',
    data: { report: { code: 'unavailable', advice: 'Look elsewhere.' } },
  });
  await expect(api.jobs.get.query({ id: -1 })).rejects.toMatchObject({
    data: { report: { code: 'bad-input' } },
  });
});

test('a subscription gets every event in order and ends when it is left', async () => {
  const api = connect();
  const seen: unknown[] = [];
  const { promise: complete, resolve } = Promise.withResolvers<void>();
  const subscription = api.events.stream.subscribe(undefined, {
    onData: (event) => {
      seen.push(event);
      if (seen.length === 50) resolve();
    },
  });
  while (bench.listeners.size === 0) await sleep(1);
  const sent = Array.from({ length: 50 }, (_, setId) => ({ type: 'images' as const, setId }));
  for (const event of sent) bench.emit(event);
  await complete;
  expect(seen).toEqual(sent);
  subscription.unsubscribe();
  while (bench.listeners.size > 0) await sleep(1);
});

test('a window that goes away leaves nothing running', async () => {
  connect().events.stream.subscribe(undefined, {});
  while (bench.listeners.size === 0) await sleep(1);
  channel.port2.close();
  while (bench.listeners.size > 0) await sleep(1);
});

test('messages that are no calls are passed over, and a wrong kind of call is refused', async () => {
  const api = connect();
  for (const message of [null, 'query', { id: 1 }, { id: 'x', method: 'query', path: 'system.info' }]) {
    channel.port2.postMessage(message);
  }
  channel.port2.postMessage({ id: 900, method: 'mutation', path: 'system.info', input: undefined });
  channel.port2.postMessage({ id: 901, method: 'query', path: '__proto__.constructor', input: undefined });
  expect(await api.system.info.query()).toMatchObject({ provider: 'cpu' });
});
