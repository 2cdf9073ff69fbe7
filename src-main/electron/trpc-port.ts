import { callTRPCProcedure, getTRPCErrorFromUnknown, getTRPCErrorShape } from '@trpc/server';
import { z } from 'zod';
import type { PortRequest, PortResponse } from '../../src-shared/api/port-messages.ts';
import type { Workbench } from '../../src-shared/api/services.ts';
import type { ErrorReport } from '../../src-shared/errors.ts';
import { appRouter } from '../api/router.ts';

/** The host's end of the port to the window: Electron's, or Node's in tests. */
export interface ApiPort {
  post(message: PortResponse): void;
  onMessage(listener: (message: unknown) => void): void;
  /** The window has gone or was loaded anew. */
  onClose(listener: () => void): void;
}

const requestSchema: z.ZodType<PortRequest> = z.discriminatedUnion('method', [
  z.object({
    id: z.number(),
    method: z.enum(['query', 'mutation', 'subscription']),
    path: z.string(),
    input: z.unknown(),
  }),
  z.object({ id: z.number(), method: z.literal('stop') }),
]);

type Call = Exclude<PortRequest, { method: 'stop' }>;

/** Answers the API's calls that arrive on a port, until it closes. Messages that are none are passed over. */
export function servePort(port: ApiPort, workbench: Workbench): void {
  const running = new Map<number, AbortController>();

  async function answer(call: Call, signal: AbortSignal): Promise<void> {
    const { id } = call;
    const output: unknown = await callTRPCProcedure({
      router: appRouter,
      path: call.path,
      type: call.method,
      getRawInput: () => Promise.resolve(call.input),
      ctx: { workbench },
      signal,
      batchIndex: 0,
    });
    if (call.method !== 'subscription') return post({ id, kind: 'result', data: output }, signal);
    for await (const data of output as AsyncIterable<unknown>) post({ id, kind: 'data', data }, signal);
    post({ id, kind: 'done' }, signal);
  }

  function post(response: PortResponse, signal: AbortSignal): void {
    if (!signal.aborted) port.post(response);
  }

  function start(call: Call): void {
    const control = new AbortController();
    running.set(call.id, control);
    answer(call, control.signal)
      .catch((error: unknown) => {
        post({ id: call.id, kind: 'error', report: reportOf(error, call) }, control.signal);
      })
      .finally(() => running.delete(call.id));
  }

  port.onMessage((message) => {
    const request = requestSchema.safeParse(message).data;
    if (!request) return;
    if (request.method === 'stop') running.get(request.id)?.abort();
    else start(request);
  });
  port.onClose(() => {
    for (const control of running.values()) control.abort();
  });
}

/** As the other transports put it: their error formatter makes the report. */
function reportOf(cause: unknown, { path, method, input }: Call): ErrorReport {
  const error = getTRPCErrorFromUnknown(cause);
  const shape = getTRPCErrorShape({
    config: appRouter._def._config,
    error,
    type: method,
    path,
    input,
    ctx: undefined,
  });
  return shape.data.report;
}
