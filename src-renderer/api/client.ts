import { createTRPCClient, createWSClient, type TRPCLink, wsLink } from '@trpc/client';
import type { AppRouter } from '../../src-main/api/router.ts';
import { connectionClosed, connectionOpened } from './connection.ts';
import { desktopBridge, receivePort } from './desktop.ts';
import { portLink } from './port-link.ts';

/** The whole API of the host, typed. The only way to it; what it returns is kept by react-query. */
export const api = createTRPCClient<AppRouter>({ links: [transport()] });

function transport(): TRPCLink<AppRouter> {
  const bridge = desktopBridge();
  if (!bridge) return webSocketLink();
  const port = receivePort(bridge);
  void watch(port);
  return portLink(port);
}

async function watch(port: Promise<MessagePort>): Promise<void> {
  const opened = await port;
  connectionOpened();
  opened.addEventListener('close', connectionClosed);
}

function webSocketLink(): TRPCLink<AppRouter> {
  const { protocol, host } = window.location;
  const client = createWSClient({
    url: `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/api`,
    onOpen: connectionOpened,
    onClose: connectionClosed,
    retryDelayMs: (attempt) => Math.min(500 * 2 ** attempt, 5000),
    keepAlive: { enabled: true, intervalMs: 10_000, pongTimeoutMs: 5000 },
  });
  return wsLink<AppRouter>({ client });
}
