import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Model folders are a handful of files two levels deep; what is deeper belongs to something else. */
const DEEPEST = 3;

/**
 * Changes whenever a file of the folder is added, removed or written: a hash of names, sizes and times. Null for a folder that cannot be
 * read. Hidden files do not count; links are followed, as model caches consist of them.
 */
export async function folderStamp(folder: string): Promise<string | null> {
  try {
    const lines = await fileLines(folder, '', 1);
    return createHash('sha256').update(lines.join('\n')).digest('hex');
  } catch {
    return null;
  }
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
