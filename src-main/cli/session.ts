import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { createTRPCClient, createWSClient, localLink, type TRPCClient, wsLink } from '@trpc/client';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { type AppRouter, appRouter } from '../api/router.ts';
import { type LockHolder, ProjectLockedError } from '../project/lock/project-lock.ts';
import { apiPath } from '../server/api-socket.ts';
import { controlSourcePath } from '../server/control.ts';
import { type Host, startHost } from '../server/start-host.ts';

export type Api = TRPCClient<AppRouter>;

/** The API, in this process or in the host that holds the project. */
export interface Session {
  readonly api: Api;
  /** Makes a folder known to the host; returns its source id. */
  readonly registerSource: (path: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** A host of its own, with no project open yet. */
export async function openSession(): Promise<Session> {
  return ownSession(await startHost({ entry: 'cli', servePage: false, port: 0 }));
}

/** Opens the project in `folder`, or connects to the host that has it open already. */
export async function openProjectSession(folder: string): Promise<Session> {
  const host = await startHost({ entry: 'cli', servePage: false, port: 0 });
  try {
    const sourceId = await host.workbench.registerSource(resolve(folder));
    await host.workbench.projects.open({ sourceId });
    return ownSession(host);
  } catch (error) {
    await host.close();
    const other = error instanceof ProjectLockedError ? await connect(error.holder) : null;
    if (other) return other;
    throw error;
  }
}

function ownSession(host: Host): Session {
  const { workbench } = host;
  return {
    api: createTRPCClient<AppRouter>({
      links: [localLink({ router: appRouter, createContext: () => Promise.resolve({ workbench }) })],
    }),
    registerSource: (path) => workbench.registerSource(resolve(path)),
    close: host.close,
  };
}

/** Null when the holder is on another machine or does not answer. */
async function connect(holder: LockHolder | null): Promise<Session | null> {
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
