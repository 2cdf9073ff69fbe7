import { randomUUID } from 'node:crypto';
import type { DownloadFile } from './host.ts';

/** Finished files that a browser may fetch, by opaque id, as long as the host lives. */
export interface Downloads {
  offer(path: string, fileName: string): string;
  find(id: string): DownloadFile | null;
}

export function createDownloads(): Downloads {
  const files = new Map<string, DownloadFile>();
  return {
    offer(path, fileName) {
      const id = randomUUID();
      files.set(id, { path, fileName });
      return id;
    },
    find: (id) => files.get(id) ?? null,
  };
}
