import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { connectionSchema } from '../../../src-shared/domain/language-model.ts';
import { appFolder } from '../../app-folder.ts';

const keptSchema = z.object({
  id: z.string(),
  name: z.string(),
  connection: connectionSchema,
  usual: z.boolean(),
});
const fileSchema = z.object({ version: z.literal(1), connections: z.array(z.unknown()) });

/** A connection as the program's folder holds it: without its key. */
export type KeptConnection = z.infer<typeof keptSchema>;

const listFile = (): string => join(appFolder(), 'language-models.json');

/** In the order in which a person added them. An entry that cannot be read is left out; one of the rest is always the usual one. */
export async function readConnections(): Promise<KeptConnection[]> {
  let entries: unknown[];
  try {
    entries = fileSchema.parse(JSON.parse(await readFile(listFile(), 'utf8'))).connections;
  } catch {
    return [];
  }
  return withOneUsual(entries.flatMap((entry) => keptSchema.safeParse(entry).data ?? []));
}

/** The last one that is marked as usual stays so; without one, the first becomes it. */
function withOneUsual(connections: readonly KeptConnection[]): KeptConnection[] {
  const usual = Math.max(
    0,
    connections.findLastIndex((kept) => kept.usual),
  );
  return connections.map((kept, i) => ({ ...kept, usual: i === usual }));
}

/** Adds a connection, or replaces the one of its id where it stands; as the usual one in place of another. */
export async function keepConnection(kept: KeptConnection): Promise<void> {
  const connections = await readConnections();
  const rest = connections.map((other) => (kept.usual ? { ...other, usual: false } : other));
  const place = rest.findIndex(({ id }) => id === kept.id);
  const usual = kept.usual || (place >= 0 && connections[place]!.usual);
  await writeConnections(place < 0 ? [...rest, kept] : rest.with(place, { ...kept, usual }));
}

export async function dropConnection(id: string): Promise<void> {
  await writeConnections((await readConnections()).filter((kept) => kept.id !== id));
}

async function writeConnections(connections: readonly KeptConnection[]): Promise<void> {
  const content = { version: 1, connections: withOneUsual(connections) };
  await mkdir(appFolder(), { recursive: true });
  const part = `${listFile()}.${randomUUID()}.part`;
  await writeFile(part, JSON.stringify(content, null, 2));
  await rename(part, listFile());
}
