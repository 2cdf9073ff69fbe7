import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { PORT_MESSAGE, type PortRequest } from '../../src-shared/api/port-messages.ts';
import type { JobEnd } from './job-over.ts';

/** What the host would say of the job, to whom it may tell events, and how often it was asked. */
const host = { status: 'running', eventsTo: -1, asked: 0 };
let page: MessagePort;
let hostPort: MessagePort;

function answer({ id, path }: PortRequest & { path?: string }): void {
  if (path === 'events.stream') host.eventsTo = id;
  if (path !== 'jobs.get') return;
  host.asked += 1;
  hostPort.postMessage({ id, kind: 'result', data: job() });
}

const job = () => ({ id: 5, state: { status: host.status } });
const tell = (event: object) => hostPort.postMessage({ id: host.eventsTo, kind: 'data', data: event });

beforeAll(async () => {
  ({ port1: page, port2: hostPort } = new MessageChannel());
  hostPort.on('message', answer);
  const window = {
    addEventListener: (_type: string, listener: (event: object) => void) =>
      setTimeout(() => listener({ source: window, data: PORT_MESSAGE, ports: [page] })),
    removeEventListener: () => undefined,
    variegate: { entry: 'electron', connect: () => undefined },
  };
  vi.stubGlobal('window', window);
  const { followHost } = await import('../api/host-events.ts');
  followHost();
  await vi.waitFor(() => expect(host.eventsTo).toBeGreaterThan(0));
});
afterAll(() => page.close());
beforeEach(() => {
  host.status = 'running';
  host.asked = 0;
});

async function wait(): Promise<{ end: Promise<JobEnd> }> {
  const { jobOver } = await import('./job-over.ts');
  const end = jobOver(5);
  await vi.waitFor(() => expect(host.asked).toBe(1));
  return { end };
}

test('the host tells how a job ended', async () => {
  const { end } = await wait();
  host.status = 'failed';
  tell({ type: 'job', job: job() });
  expect(await end).toBe('failed');
});

test('a job that ended while there was no connection is asked about afterwards', async () => {
  const { connectionClosed, connectionOpened } = await import('../api/connection.ts');
  const { end } = await wait();
  connectionClosed();
  host.status = 'done';
  connectionOpened();
  expect(await end).toBe('done');
});

test('nobody waits for a job of a project that was closed', async () => {
  const { end } = await wait();
  tell({ type: 'project' });
  expect(await end).toBe('left');
});
