import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { appFolder } from '../app-folder.ts';
import type { ModelKind } from './model-library.ts';

const entrySchema = z.object({ kind: z.enum(['text-to-image', 'clip', 'backbone']), folder: z.string() });
const fileSchema = z.object({ version: z.literal(1), models: z.array(entrySchema) });
type Entry = z.infer<typeof entrySchema>;

const listFile = (): string => join(appFolder(), 'models.json');

/** A folder is known by its place. */
export const idOfFolder = (folder: string): string =>
  createHash('sha256').update(folder).digest('hex').slice(0, 16);

/** A list that cannot be read counts as empty: it is a convenience, the models themselves are untouched. */
async function readEntries(): Promise<Entry[]> {
  try {
    return fileSchema.parse(JSON.parse(await readFile(listFile(), 'utf8'))).models;
  } catch {
    return [];
  }
}

async function writeEntries(models: readonly Entry[]): Promise<void> {
  await mkdir(appFolder(), { recursive: true });
  const part = `${listFile()}.${randomUUID()}.part`;
  await writeFile(part, JSON.stringify({ version: 1, models }, null, 2));
  await rename(part, listFile());
}

/** Absolute paths of the folders that a person added, in the order in which that happened. */
export async function addedFolders(kind: ModelKind): Promise<string[]> {
  return (await readEntries()).filter((entry) => entry.kind === kind).map(({ folder }) => folder);
}

/** Remembers a folder; one that is known already stays where it is in the list. */
export async function rememberFolder(kind: ModelKind, folder: string): Promise<void> {
  const entries = await readEntries();
  if (entries.some((entry) => entry.kind === kind && entry.folder === folder)) return;
  await writeEntries([...entries, { kind, folder }]);
}

/** Takes a folder off the list; its files stay. */
export async function forgetFolder(kind: ModelKind, id: string): Promise<void> {
  const entries = await readEntries();
  await writeEntries(entries.filter((entry) => entry.kind !== kind || idOfFolder(entry.folder) !== id));
}
