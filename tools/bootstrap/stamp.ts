import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { out, root } from './paths.ts';

/** One hash over the contents and names of files and folders (relative to the root); tests do not count. */
export async function hashSources(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of (await Promise.all(paths.map(filesBelow))).flat()) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(await readFile(file))
      .update('\0');
  }
  return hash.digest('hex');
}

async function filesBelow(path: string): Promise<string[]> {
  const absolute = join(root, path);
  const entries = await readdir(absolute, { withFileTypes: true, recursive: true }).catch(() => null);
  if (!entries) return [absolute];
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

/** Runs `build` unless it ran for the same sources before; what it was last run for is kept in `out/<name>.stamp`. */
export async function buildWhenChanged(
  name: string,
  sources: readonly string[],
  build: () => Promise<void>,
): Promise<void> {
  const stamp = join(out, `${name}.stamp`);
  const hash = await hashSources(sources);
  if ((await readFile(stamp, 'utf8').catch(() => '')) === hash) return;
  await build();
  await mkdir(out, { recursive: true });
  await writeFile(stamp, hash);
}
