import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Model folders are a handful of files two levels deep; what is deeper belongs to something else. */
const DEEPEST = 3;

/**
 * Changes whenever a file of the folder is added, removed or written: a hash of names, sizes and times; of a single file, and of those beside
 * it whose names begin with its own (weights that it keeps outside), likewise. Null for what cannot be read. Hidden files do not count; links are followed, as model caches consist of them.
 */
export async function folderStamp(path: string): Promise<string | null> {
  try {
    const single = (await stat(path)).isFile();
    const lines = single ? await linesBeside(path) : await fileLines(path, '', 1);
    return createHash('sha256').update(lines.join('\n')).digest('hex');
  } catch {
    return null;
  }
}

async function linesBeside(path: string): Promise<string[]> {
  const own = basename(path);
  const beside = await fileLines(dirname(path), '', DEEPEST);
  return beside.filter((line) => line.startsWith(own));
}

async function fileLines(root: string, below: string, depth: number): Promise<string[]> {
  const names = (await readdir(join(root, below))).filter((name) => !name.startsWith('.')).sort();
  const lines: string[] = [];
  for (const name of names) {
    const relative = below === '' ? name : `${below}/${name}`;
    const facts = await stat(join(root, relative)).catch(() => null);
    if (facts?.isFile()) lines.push(`${relative} ${facts.size} ${facts.mtimeMs}`);
    else if (facts?.isDirectory() && depth < DEEPEST)
      lines.push(...(await fileLines(root, relative, depth + 1)));
    else if (!facts) lines.push(`${relative} missing`);
  }
  return lines;
}
