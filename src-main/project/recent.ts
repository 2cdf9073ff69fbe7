import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ProjectInfo, RecentProject } from '../../src-shared/domain/project.ts';
import { appFolder } from '../app-folder.ts';

const MOST = 30;

const entrySchema = z.object({ name: z.string(), location: z.string(), openedAt: z.string() });
const fileSchema = z.object({ version: z.literal(1), projects: z.array(entrySchema) });
type Entry = z.infer<typeof entrySchema>;

const recentFile = (): string => join(appFolder(), 'recent-projects.json');

/** A copied folder has the id of its original, so an entry is known by its place. */
const entryId = (location: string): string =>
  createHash('sha256').update(location).digest('hex').slice(0, 16);

/** A list that cannot be read counts as empty: it is a convenience, the projects themselves are untouched. */
async function readEntries(): Promise<Entry[]> {
  try {
    return fileSchema.parse(JSON.parse(await readFile(recentFile(), 'utf8'))).projects;
  } catch {
    return [];
  }
}

async function writeEntries(projects: readonly Entry[]): Promise<void> {
  await mkdir(appFolder(), { recursive: true });
  const part = `${recentFile()}.${randomUUID()}.part`;
  await writeFile(part, JSON.stringify({ version: 1, projects }, null, 2));
  await rename(part, recentFile());
}

async function isThere(location: string): Promise<boolean> {
  return access(join(location, 'project.sqlite')).then(
    () => true,
    () => false,
  );
}

/** Projects opened before, latest first; `available` tells whether there is still a project in that place. */
export async function recentProjects(): Promise<RecentProject[]> {
  const entries = await readEntries();
  return Promise.all(
    entries.map(async (entry) => ({
      ...entry,
      id: entryId(entry.location),
      available: await isThere(entry.location),
    })),
  );
}

/** Puts a project at the head of the list. */
export async function rememberProject(info: Pick<ProjectInfo, 'name' | 'location'>): Promise<void> {
  const rest = (await readEntries()).filter((entry) => entry.location !== info.location);
  const entry = { name: info.name, location: info.location, openedAt: new Date().toISOString() };
  await writeEntries([entry, ...rest].slice(0, MOST));
}

/** Takes a project off the list; its folder stays. */
export async function forgetProject(recentId: string): Promise<void> {
  const entries = await readEntries();
  await writeEntries(entries.filter((entry) => entryId(entry.location) !== recentId));
}
