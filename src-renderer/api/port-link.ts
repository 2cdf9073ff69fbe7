import { TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import type { AppRouter } from '../../src-main/api/router.ts';
import type { PortRequest, PortResponse } from '../../src-shared/api/port-messages.ts';
import type { ErrorReport } from '../../src-shared/errors.ts';

interface Pending {
  next(data: unknown): void;
  complete(): void;
  error(cause: TRPCClientError<AppRouter>): void;
}

/** Carries the API over a MessagePort: the transport of the desktop window. Calls made before the port arrives wait for it. */
export function portLink(port: Promise<MessagePort>): TRPCLink<AppRouter> {
  const pending = new Map<number, Pending>();
  let nextId = 1;
  const send = async (request: PortRequest) => (await port).postMessage(request, []);

  void listen(port, (response) => receive(pending, response));

  return () =>
    ({ op }) =>
      observable((observer) => {
        const id = nextId++;
        pending.set(id, {
          next: (data) => observer.next({ result: { type: 'data', data } }),
          complete: () => observer.complete(),
          error: (cause) => observer.error(cause),
        });
        void send({ id, method: op.type, path: op.path, input: op.input });
        return () => {
          if (pending.delete(id)) void send({ id, method: 'stop' });
        };
      });
}

async function listen(port: Promise<MessagePort>, receive: (response: PortResponse) => void): Promise<void> {
  const opened = await port;
  opened.addEventListener('message', (event: MessageEvent<PortResponse>) => receive(event.data));
  opened.start();
}

function receive(pending: Map<number, Pending>, response: PortResponse): void {
  const call = pending.get(response.id);
  if (!call) return;
  if (response.kind === 'data') {
    call.next(response.data);
    return;
  }
  pending.delete(response.id);
  if (response.kind === 'error') call.error(clientError(response.report));
  else {
    if (response.kind === 'result') call.next(response.data);
    call.complete();
  }
}

/** The same shape that the WebSocket transport gives, so that one reader serves both. */
function clientError(report: ErrorReport): TRPCClientError<AppRouter> {
  return new TRPCClientError<AppRouter>(report.message, {
    result: { error: { message: report.message, code: -32_603, data: errorData(report) } },
  });
}

const errorData = (report: ErrorReport) => ({
  code: 'INTERNAL_SERVER_ERROR' as const,
  httpStatus: 500,
  report,
});
