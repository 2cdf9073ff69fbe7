import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { applyWSSHandler } from '@trpc/server/adapters/ws';
import { WebSocketServer } from 'ws';
import type { Workbench } from '../../src-shared/api/services.ts';
import { appRouter } from '../api/router.ts';
import type { Log } from '../log/log.ts';
import type { Access } from './access.ts';
import { mayConnect } from './gate.ts';

export const apiPath = '/api';
/** The largest inputs are lists of 200,000 image ids. */
const maxMessageBytes = 16 * 2 ** 20;

export interface ApiSocket {
  /** Tells every client to connect again elsewhere or later, and hangs up. */
  readonly close: () => Promise<void>;
}

/** The typed API over WebSocket at `/api`. */
export function serveApi(server: Server, workbench: Workbench, access: Access, log: Log): ApiSocket {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes });
  const handler = applyWSSHandler({
    wss: sockets,
    router: appRouter,
    createContext: () => ({ workbench }),
    keepAlive: { enabled: true, pingMs: 30_000, pongWaitMs: 20_000 },
    onError: ({ error, path }) => {
      if (error.code === 'INTERNAL_SERVER_ERROR') log.error(error.message, { procedure: path ?? null });
    },
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const path = request.url?.split('?')[0];
    if (path !== apiPath) return refuse(socket, '404 Not Found');
    if (!mayConnect(request.headers, access)) return refuse(socket, '401 Unauthorized');
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
  });
  return {
    close: () =>
      new Promise((resolve) => {
        handler.broadcastReconnectNotification();
        for (const client of sockets.clients) client.close(1001);
        sockets.close(() => resolve());
        setTimeout(() => {
          for (const client of sockets.clients) client.terminate();
        }, 1_000).unref();
      }),
  };
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
