import { fileURLToPath } from 'node:url';
import type { ModelKind } from './model-library.ts';

/**
 * Where a model that comes with the program lies, seen from the sources or from the compiled host in `out/src-main`. A packaged program
 * has both beside its archive. The folder may be missing.
 */
export function starterFolder(kind: ModelKind): string {
  const root = import.meta.url.endsWith('.ts') ? '../..' : '../../..';
  return fileURLToPath(new URL(`${root}/assets/starter/${kind}`, import.meta.url));
}
