import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { createTRPCClient, createWSClient, wsLink } from '@trpc/client';
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { AppRouter } from '../api/router.ts';
import type { LockHolder } from '../project/lock/project-lock.ts';
import { apiPath } from '../server/api-socket.ts';
import { controlSourcePath } from '../server/control.ts';
import { previewGone, type Session } from './session.ts';

/** The API of the host that holds a project. Null when it is on another machine or does not answer. */
export async function connectToHolder(holder: LockHolder | null): Promise<Session | null> {
  if (!holder?.address || !holder.token || holder.host !== hostname()) return null;
  const { address } = holder;
  const headers = { authorization: `Bearer ${holder.token}` };
  const probe = await fetch(address, { headers, signal: AbortSignal.timeout(3_000) }).catch(() => null);
  if (!probe || probe.status === 401) return null;
  const client = createWSClient({
    url: `${address.replace(/^http/, 'ws')}${apiPath}`,
    WebSocket: authorised(headers),
  });
  return {
    api: createTRPCClient<AppRouter>({ links: [wsLink<AppRouter>({ client })] }),
    registerSource: (path) => registerAt(address, headers, resolve(path)),
    previewPicture: (id) => pictureAt(address, headers, id),
    close: () => client.close(),
  };
}

/** A WebSocket that sends these headers with its first request, in the form that the client library wants. */
function authorised(headers: Record<string, string>): typeof globalThis.WebSocket {
  class AuthorisedSocket extends WebSocket {
    constructor(address: string) {
      super(address, { headers });
    }
  }
  return AuthorisedSocket as unknown as typeof globalThis.WebSocket;
}

const sourceSchema = z.object({ id: z.string() });

async function registerAt(address: string, headers: Record<string, string>, path: string): Promise<string> {
  const response = await fetch(`${address}${controlSourcePath}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ path }),
  });
  if (!response.ok) throw new Error(`The open workbench refused the folder (HTTP ${response.status}).`);
  return sourceSchema.parse(await response.json()).id;
}

async function pictureAt(address: string, headers: Record<string, string>, id: string): Promise<Uint8Array> {
  const response = await fetch(`${address}/preview/${encodeURIComponent(id)}`, { headers });
  if (!response.ok) throw previewGone();
  return response.bytes();
}
