import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');
/** Everything that is built lies here. */
export const out = join(root, 'out');
export const bin = (name: string): string =>
  join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);
