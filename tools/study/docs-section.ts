import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';

const mark = (name: string, where: 'begin' | 'end'): string =>
  `<!-- ${name}: ${where}, written by a tool -->`;

/** Text of a page with another content between the marks of a section. @throws Error where the page has no such section. */
export function withSection(page: string, name: string, content: string): string {
  const [begin, end] = [mark(name, 'begin'), mark(name, 'end')];
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`The page has no section "${name}".`);
  return `${page.slice(0, from + begin.length)}\n\n${content.trim()}\n\n${page.slice(to)}`;
}

/** Replaces what a tool wrote into a page before. */
export async function writeSection(path: string, name: string, content: string): Promise<void> {
  if (!existsSync(path)) throw new Error(`There is no page ${path}.`);
  await writeFile(path, withSection(await readFile(path, 'utf8'), name, content));
}
