import type { TRPCClient } from '@trpc/client';
import { UserError } from '../../src-shared/errors.ts';
import type { AppRouter } from '../api/router.ts';

export type Api = TRPCClient<AppRouter>;

/** The API, in this process or in the host that holds the project. */
export interface Session {
  readonly api: Api;
  /** Makes a folder known to the host; returns its source id. */
  readonly registerSource: (path: string) => Promise<string>;
  /** The bytes of a picture that belongs to no set. */
  readonly previewPicture: (id: string) => Promise<Uint8Array>;
  readonly close: () => Promise<void>;
}

/** A host of its own, with no project open yet. Loaded when needed: help and usage errors should come at once. */
export async function openSession(): Promise<Session> {
  const { startSession } = await import('./own-host.ts');
  return startSession();
}

/** Opens the project in `folder`, or connects to the host that has it open already. */
export async function openProjectSession(folder: string): Promise<Session> {
  const { startProjectSession } = await import('./own-host.ts');
  return startProjectSession(folder);
}

export const previewGone = (): UserError =>
  new UserError('not-found', 'A preview made room for newer ones.', 'Ask for fewer at once.');
