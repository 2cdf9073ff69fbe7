import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostEvent } from '../../../src-shared/api/services.ts';
import { UserError } from '../../../src-shared/errors.ts';
import type { HostWorkbench, ServedFile } from '../../workbench/host.ts';

/**
 * A workbench of files in a folder, for tests of the transports: `system`, `projects.current`, `events`, pictures, downloads, drops and
 * `registerSource` (a path is its own id) work; whatever else is touched throws.
 */
export function createTestWorkbench(folder: string, files: Readonly<Record<number, ServedFile>> = {}) {
  const listeners = new Set<(event: HostEvent) => void>();
  const sources = new Map<string, string>();
  const parts: Partial<HostWorkbench> = {
    system: {
      info: async () => ({ version: '0.0.0', entry: 'serve', provider: 'cpu', threads: 2, platform: 'test' }),
      doctor: async () => ({ checks: [] }),
      diagnostics: async () => {
        throw new UserError('unavailable', 'There is no log.', 'Look elsewhere.');
      },
    },
    events: {
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    imageFile: async (id) => files[id] ?? null,
    thumbnailFile: async (id) => files[id] ?? null,
    downloadFile: async (id) =>
      id === 'model' ? { path: join(folder, 'model.onnx'), fileName: 'modèle "1".onnx' } : null,
    previewPicture: (id) =>
      id === 'look' ? { bytes: Buffer.from('a first look'), contentType: 'image/webp' } : null,
    registerSource: async (path) => path,
    acceptDrop: async (receive) => {
      const drop = await mkdtemp(join(folder, 'drop-'));
      try {
        const { name, root } = await receive(drop);
        sources.set(name, root);
        return { id: name, name, kind: 'drop' };
      } catch (error) {
        await rm(drop, { recursive: true });
        throw error;
      }
    },
  };
  const workbench = new Proxy(parts, {
    get: (target, name) => {
      const part: unknown = Reflect.get(target, name);
      if (part === undefined) throw new Error(`The test workbench has no ${String(name)}.`);
      return part;
    },
  }) as HostWorkbench;
  const emit = (event: HostEvent) => {
    for (const listener of listeners) listener(event);
  };
  return { workbench, emit, listeners, sources };
}
