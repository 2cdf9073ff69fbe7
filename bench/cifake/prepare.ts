import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProjectContext } from '../../src-main/cli/command.ts';
import { waitForJob } from '../../src-main/cli/wait-for-job.ts';
import type { ImageSet, Split } from '../../src-shared/domain/image-set.ts';
import { REAL_A_CLASS, type Volume } from './plan.ts';

/** Ids of the sets that runs train on. */
export interface BenchSets {
  readonly real: number;
  readonly synthetic: ReadonlyMap<Volume, readonly number[]>;
}

/** Imports what is not there yet, as a person would import it: the photographs by their splits, a synthetic set for each volume. */
export async function prepare(
  context: ProjectContext,
  { data, home }: { data: string; home: string },
): Promise<BenchSets> {
  await finishImports(context);
  const real = await importReal(context, data);
  const synthetic = new Map<Volume, readonly number[]>([[0, []]]);
  for (const volume of [1, 6] as const) {
    synthetic.set(volume, [await importSynthetic(context, { data, home, volume })]);
  }
  return { real, synthetic };
}

/** Imports that an earlier call could not finish. */
async function finishImports(context: ProjectContext): Promise<void> {
  const { api } = context;
  for (const { id, kind, state } of await api.jobs.list.query()) {
    if (kind !== 'import' || (state.status !== 'paused' && state.status !== 'failed')) continue;
    await (state.status === 'paused' ? api.jobs.resume : api.jobs.retryFailed).mutate({ id });
    await waitForJob(context, id);
  }
}

const setsOf = ({ api }: ProjectContext, role: ImageSet['role']): Promise<ImageSet[]> =>
  api.images.sets.query().then((sets) => sets.filter((set) => set.role === role));

async function importReal(context: ProjectContext, data: string): Promise<number> {
  for (const split of ['train', 'test'] as const) {
    const [set] = await setsOf(context, 'real');
    if (!set || set.counts[split] === 0) {
      await importFolder(context, {
        folder: join(data, `real-${split}`),
        name: 'CIFAKE',
        role: 'real',
        split,
        set,
      });
    }
  }
  const [set] = await setsOf(context, 'real');
  return set!.id;
}

interface SyntheticSource {
  readonly data: string;
  readonly home: string;
  readonly volume: Volume;
}

async function importSynthetic(context: ProjectContext, source: SyntheticSource): Promise<number> {
  const name = `Synthetic ${source.volume}x`;
  const find = async (): Promise<ImageSet | undefined> =>
    (await setsOf(context, 'synthetic')).find((set) => set.name === name);
  if (!(await find())) {
    const folder = join(source.home, 'staged', name);
    await stageFirst(join(source.data, 'synthetic'), folder, source.volume * REAL_A_CLASS);
    await importFolder(context, { folder, name, role: 'synthetic' });
    await rm(folder, { recursive: true });
  }
  return (await find())!.id;
}

/** Copies the first `count` files of each class, by name. */
async function stageFirst(from: string, to: string, count: number): Promise<void> {
  await rm(to, { recursive: true, force: true });
  for (const className of await readdir(from)) {
    const files = (await readdir(join(from, className))).toSorted().slice(0, count);
    if (files.length < count)
      throw new Error(`${join(from, className)} has ${files.length} files, not ${count}.`);
    await mkdir(join(to, className), { recursive: true });
    for (const file of files) await copyFile(join(from, className, file), join(to, className, file));
  }
}

interface Import {
  readonly folder: string;
  readonly name: string;
  readonly role: 'real' | 'synthetic';
  readonly split?: Split;
  /** Adds to it. */
  readonly set?: ImageSet | undefined;
}

async function importFolder(
  context: ProjectContext,
  { folder, name, role, split, set }: Import,
): Promise<void> {
  const { api, output } = context;
  const sourceId = await context.registerSource(folder);
  const { folders, images } = await api.imports.preview.query({ sourceId, role });
  const { jobId } = await api.imports.start.mutate({
    sourceId,
    role,
    setName: name,
    ...(set ? { intoSetId: set.id } : {}),
    mapping: folders.map((entry) => ({ folder: entry.folder, className: entry.proposedClass })),
    ...(split ? { splits: { kind: 'fixed', split } } : {}),
  });
  await waitForJob(context, jobId);
  const { imported, rejected } = await api.imports.report.query({ id: jobId });
  output.note(
    `${name}${split ? ` (${split})` : ''}: ${imported} of ${images} images; ${rejected.length} cannot be read, the others are in it twice.`,
  );
}
