import { resolve } from 'node:path';
import { createTRPCClient, localLink } from '@trpc/client';
import { type AppRouter, appRouter } from '../api/router.ts';
import { ProjectLockedError } from '../project/lock/project-lock.ts';
import { type Host, startHost } from '../server/start-host.ts';
import { connectToHolder } from './other-host.ts';
import { previewGone, type Session } from './session.ts';

const start = (): Promise<Host> => startHost({ entry: 'cli', servePage: false, port: 0 });

export const startSession = async (): Promise<Session> => sessionOf(await start());

export async function startProjectSession(folder: string): Promise<Session> {
  const host = await start();
  try {
    const sourceId = await host.workbench.registerSource(resolve(folder));
    await host.workbench.projects.open({ sourceId });
    return sessionOf(host);
  } catch (error) {
    await host.close();
    const other = error instanceof ProjectLockedError ? await connectToHolder(error.holder) : null;
    if (other) return other;
    throw error;
  }
}

function sessionOf({ workbench, close }: Host): Session {
  return {
    api: createTRPCClient<AppRouter>({
      links: [localLink({ router: appRouter, createContext: () => Promise.resolve({ workbench }) })],
    }),
    registerSource: (path) => workbench.registerSource(resolve(path)),
    previewPicture: (id) => {
      const found = workbench.previewPicture(id);
      return found ? Promise.resolve(found.bytes) : Promise.reject(previewGone());
    },
    close,
  };
}
