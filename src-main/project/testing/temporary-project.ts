import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProject } from '../open-project.ts';
import type { Role } from '../../../src-shared/domain/image-set.ts';
import type { Project } from '../project.ts';
import type { NewImage } from '../queries/image-rows.ts';

/** A folder of its own under the system's temporary folder, removed when the scope ends. */
export async function temporaryFolder(): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'variegate-test-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** A new project in a temporary folder; both go when the scope ends. */
export async function temporaryProject(): Promise<AsyncDisposable & { project: Project; folder: string }> {
  const parent = await temporaryFolder();
  const folder = join(parent.path, 'project');
  const project = await createProject({ folder, name: 'Test' });
  return {
    project,
    folder,
    [Symbol.asyncDispose]: async () => {
      await project.close();
      await parent[Symbol.asyncDispose]();
    },
  };
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A plausible picture, told apart by `name`; fields as wanted. */
export const newImage = (name: string, classId: number, fields: Partial<NewImage> = {}): NewImage => ({
  classId,
  split: 'train',
  sourceName: `${name}.png`,
  storage: 'copied',
  referencePath: null,
  width: 32,
  height: 32,
  format: 'png',
  bytes: 1000,
  sha256: sha256(`file ${name}`),
  pixelHash: sha256(`pixels ${name}`),
  caption: null,
  spec: null,
  ...fields,
});

/** An imported set of that role; returns its id. */
export const newSet = (project: Project, role: Role, name: string): Promise<number> =>
  project.database.call('sets.create', {
    role,
    name,
    origin: { kind: 'imported', label: name },
    styleCoverage: 'unknown',
  });
