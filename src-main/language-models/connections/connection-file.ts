import { join } from 'node:path';
import { z } from 'zod';
import { connectionSchema } from '../../../src-shared/domain/language-model.ts';
import { appFolder } from '../../app-folder.ts';
import { keptJson } from '../../files/kept-json.ts';

const keptSchema = z.object({
  id: z.string(),
  name: z.string(),
  connection: connectionSchema,
  usual: z.boolean(),
});
const version = z.literal(1);
/** Entries that cannot be read are left out. */
const fileSchema = z.object({
  version,
  connections: z
    .array(z.unknown())
    .transform((entries) => entries.flatMap((entry) => keptSchema.safeParse(entry).data ?? [])),
});

/** A connection as the program's folder holds it: without its key. */
export type KeptConnection = z.infer<typeof keptSchema>;

const listFile = keptJson({
  path: () => join(appFolder(), 'language-models.json'),
  schema: fileSchema,
  whole: z.object({ version, connections: z.array(keptSchema) }),
});

/** In the order in which a person added them. An entry that cannot be read is left out; one of the rest is always the usual one. */
export async function readConnections(): Promise<KeptConnection[]> {
  return withOneUsual((await listFile.read())?.connections ?? []);
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

const writeConnections = (connections: readonly KeptConnection[]): Promise<void> =>
  listFile.write({ version: 1, connections: withOneUsual(connections) });
