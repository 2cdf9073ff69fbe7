import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { type StatedInput, statedInputSchema } from '../../src-shared/domain/network-input.ts';
import { appFolder } from '../app-folder.ts';
import { keptJson } from '../files/kept-json.ts';
import type { ModelKind } from './model-library.ts';

const entrySchema = z.object({
  kind: z.enum(['text-to-image', 'clip', 'backbone', 'language-model']),
  /** Or a single file. */
  folder: z.string(),
  stated: statedInputSchema.optional(),
});
const fileSchema = z.object({ version: z.literal(1), models: z.array(entrySchema) });
type Entry = z.infer<typeof entrySchema>;

/** A folder or file that a person added, and what was said of it. */
export type AddedModel = Pick<Entry, 'folder' | 'stated'>;

const listFile = keptJson({ path: () => join(appFolder(), 'models.json'), schema: fileSchema });

/** A folder is known by its place. */
export const idOfFolder = (folder: string): string =>
  createHash('sha256').update(folder).digest('hex').slice(0, 16);

const readEntries = async (): Promise<Entry[]> => (await listFile.read())?.models ?? [];

const writeEntries = (models: Entry[]): Promise<void> => listFile.write({ version: 1, models });

/** By absolute paths, in the order in which a person added them. */
export async function addedFolders(kind: ModelKind): Promise<AddedModel[]> {
  return (await readEntries()).filter((entry) => entry.kind === kind);
}

/** Remembers a folder; one that is known already stays where it is in the list, with what is said of it now. */
export async function rememberFolder(kind: ModelKind, folder: string, stated?: StatedInput): Promise<void> {
  const entries = await readEntries();
  const entry: Entry = { kind, folder, ...(stated && { stated }) };
  const known = entries.findIndex((other) => other.kind === kind && other.folder === folder);
  await writeEntries(known < 0 ? [...entries, entry] : entries.with(known, entry));
}

/** Takes a folder off the list; its files stay. */
export async function forgetFolder(kind: ModelKind, id: string): Promise<void> {
  const entries = await readEntries();
  await writeEntries(entries.filter((entry) => entry.kind !== kind || idOfFolder(entry.folder) !== id));
}
