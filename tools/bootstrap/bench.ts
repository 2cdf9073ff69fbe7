import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.ts';
import { runModule, say } from './run.ts';

/** Runs `bench/<name>.ts`. */
export async function bench([name, ...args]: readonly string[]): Promise<number> {
  const folder = join(root, 'bench');
  const names = (await readdir(folder).catch(() => []))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -3));
  if (name !== undefined && names.includes(name)) return runModule(join(folder, `${name}.ts`), args);
  say(`Usage: npm run bench -- <name>, where <name> is one of: ${names.join(', ')}.`);
  return 2;
}
