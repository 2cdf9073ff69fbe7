import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** `license:` in the front matter of a folder's README.md, as model hubs write it; null where nothing is said. */
export async function statedLicense(folder: string): Promise<string | null> {
  const card = await readFile(join(folder, 'README.md'), 'utf8').catch(() => '');
  const head = /^---\r?\n([\s\S]*?)\r?\n---/.exec(card)?.[1] ?? '';
  return /^license:\s*["']?([^"'\r\n]+)/m.exec(head)?.[1]?.trim() ?? null;
}
