import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '../log/log.ts';
import type { HostWorkbench } from '../workbench/host.ts';
import type { Access } from './access.ts';
import { serveApi } from './api-socket.ts';
import { controlReply } from './control.ts';
import { admissionOf, gate } from './gate.ts';
import { toRouteRequest, writeReply } from './http-adapter.ts';
import type { Listener } from './listen.ts';
import { type Reply, type RouteRequest, textReply } from './reply.ts';
import { createRoutes } from './routes.ts';

export interface AttachOptions {
  readonly listener: Listener;
  readonly access: Access;
  readonly workbench: HostWorkbench;
  /** The built renderer; null where only a second entry may connect. */
  readonly rendererFolder: string | null;
  readonly log: Log;
}

export interface Served {
  /** Ends connections; the workbench stays open. */
  readonly close: () => Promise<void>;
}

/** Begins to answer on a listener: page, files, dropped files and the API. */
export function attachWorkbench(options: AttachOptions): Served {
  const { listener, access, workbench, rendererFolder, log } = options;
  const routes = createRoutes({ workbench, rendererFolder, log });

  async function answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = toRouteRequest(message);
    const reply = request
      ? (gate(request, access) ?? (await answerInside(request)))
      : textReply(400, 'This address cannot be read.');
    await writeReply(reply, message, response);
  }

  function answerInside(request: RouteRequest): Promise<Reply> {
    return request.path.startsWith('/control/')
      ? controlReply(request, admissionOf(request, access), workbench)
      : routes(request);
  }

  listener.server.on('request', (message, response) => {
    answer(message, response).catch((error: unknown) => {
      log.error(error instanceof Error ? error.message : String(error), { address: message.url ?? '' });
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { connection: 'close' }).end();
    });
  });
  const api = serveApi(listener.server, workbench, access, log);
  return {
    close: async () => {
      const closed = new Promise<void>((resolve) => listener.server.close(() => resolve()));
      await api.close();
      listener.server.closeAllConnections();
      await closed;
    },
  };
}
