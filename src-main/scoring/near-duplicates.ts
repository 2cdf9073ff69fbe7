import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageSet, Split } from '../../src-shared/domain/image-set.ts';
import type { JobContext } from '../jobs/handler.ts';
import type { Database } from '../project/database.ts';
import type { Comparison, RowGroup } from './engine/tasks.ts';
import type { ScoreOptions } from './score-job.ts';
import type { ScoreSettings } from './score-settings.ts';

/** Images that are looked at together: a synthetic set, or what is tested on. */
interface Part {
  readonly name: 'synthetic' | Split | 'ood';
  readonly sets: readonly number[];
}

/** Embeddings read at once: enough to keep the disk busy, little enough to keep the host answering. */
const PAGE = 1000;

/**
 * What may be alike: an image of a synthetic set and an earlier one of that set or any real or OOD image; and what is trained or chosen on
 * with what is tested on (docs/methods.md 8.2), from both sides: no image of either is missed that is like one of the other.
 */
const against: Readonly<Record<Part['name'], readonly Part['name'][]>> = {
  synthetic: ['train', 'val', 'test', 'ood'],
  train: ['val', 'test', 'ood'],
  val: ['test', 'ood'],
  test: [],
  ood: [],
};

function partsOf(sets: readonly ImageSet[], syntheticIds: readonly number[]): Part[] {
  const idsOf = (role: ImageSet['role']) => sets.filter((set) => set.role === role).map(({ id }) => id);
  const real = idsOf('real');
  return [
    ...idsOf('synthetic')
      .filter((id) => syntheticIds.includes(id))
      .map((id): Part => ({ name: 'synthetic', sets: [id] })),
    ...(['train', 'val', 'test'] as const).map((name): Part => ({ name, sets: real })),
    { name: 'ood', sets: idsOf('ood') },
  ];
}

function comparisonsOf(parts: readonly Part[]): Comparison[] {
  return parts.flatMap(({ name }, left) => [
    ...(name === 'synthetic' ? [{ left, right: left }] : []),
    ...parts.flatMap((other, right) => (against[name].includes(other.name) ? [{ left, right }] : [])),
  ]);
}

/** The image of each row of a file of vectors. */
class VectorWriter {
  readonly imageIds: number[] = [];
  dimension = 0;
  readonly #file: FileHandle;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  async add(database: Database, modelHash: string, part: Part): Promise<RowGroup> {
    const start = this.imageIds.length;
    const split = part.name === 'synthetic' || part.name === 'ood' ? null : part.name;
    for (const setId of part.sets) {
      for (let afterId = 0; ; ) {
        const page = await database.call('embeddings.page', {
          modelHash,
          setId,
          split,
          afterId,
          limit: PAGE,
        });
        const last = page.ids.at(-1);
        if (last === undefined) break;
        await this.#file.write(page.vectors);
        this.imageIds.push(...page.ids);
        this.dimension = page.vectors.length / 2 / page.ids.length;
        afterId = last;
      }
    }
    return { start, count: this.imageIds.length - start };
  }
}

/** Looks for near-duplicates among everything that the job's model has embedded, and stores them in place of earlier ones. */
export async function findNearDuplicates(
  context: JobContext<ScoreSettings>,
  { project, engine }: ScoreOptions,
): Promise<void> {
  const { database, jobId, settings, signal } = context;
  const sets = await database.call('sets.list');
  const parts = partsOf(sets, settings.setIds);
  const path = join(project.paths.temporary, `near-duplicates-${jobId}`);
  const file = await open(path, 'w');
  try {
    const writer = new VectorWriter(file);
    const groups: RowGroup[] = [];
    for (const part of parts) groups.push(await writer.add(database, settings.model.hash, part));
    await file.close();
    const input = {
      file: path,
      dimension: writer.dimension,
      groups,
      comparisons: comparisonsOf(parts),
      from: settings.nearDuplicateFrom,
    };
    const onProgress = (share: number): void =>
      context.note(`Looking for near-duplicates, ${Math.floor(share * 100)} %`);
    const alike =
      writer.dimension === 0 ? [] : await engine.run('scoring.duplicates', input, { signal, onProgress });
    await database.call('nearDuplicates.replace', {
      setIds: parts.flatMap((part) => part.sets),
      pairs: alike.map(({ row, ofRow, similarity }) => ({
        imageId: writer.imageIds[row]!,
        ofImageId: writer.imageIds[ofRow]!,
        similarity,
      })),
    });
    context.note(null);
  } finally {
    await file.close();
    await rm(path, { force: true });
  }
}
