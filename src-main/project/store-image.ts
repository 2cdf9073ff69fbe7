import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Split } from '../../src-shared/domain/image-set.ts';
import type { IngestedImage } from '../imaging/ingest-types.ts';
import type { DatabaseCall } from './database.ts';
import { commitFiles, imageFilePath, thumbnailFilePath } from './files.ts';
import type { Project } from './project.ts';
import type { ImageTwin } from './queries/image-index.ts';
import type { NewProvenance } from './queries/provenance.ts';

/** Where a picture's copy and thumbnail wait until its row is committed. */
export interface StagedFiles {
  copy: string;
  thumbnail: string;
}

/** Names are unique per item, so an item that is done again after a kill overwrites its own leftovers. */
export function stagedFiles(project: Project, jobId: number, itemId: number): StagedFiles {
  const base = join(project.paths.temporary, `job-${jobId}-${itemId}`);
  return { copy: base, thumbnail: `${base}.webp` };
}

/** A picture that lies staged, and what its row says beside what the file itself told. */
export interface StagedImage {
  itemId: number;
  staged: StagedFiles;
  image: IngestedImage;
  classId: number;
  split: Split | null;
  sourceName: string;
  /** Absolute path of a picture that stays where it is; null when it was copied. */
  referencePath: string | null;
  caption: string | null;
  spec: unknown;
  /** How a generated picture was made; absent for others. */
  generated?: NewProvenance | undefined;
}

/** What became of a staged picture. */
export type Placement =
  /** Its files are in their places; `row` enters it. `alsoIn`: other sets that hold the same pixels. */
  | { kind: 'placed'; itemId: number; row: DatabaseCall; alsoIn: string[] }
  /** The set already has the same pixels; its staged files are gone. */
  | { kind: 'duplicate'; itemId: number; sameAs: string; where: string };

/**
 * Moves staged pictures to their places and says how to enter them: files first, rows after, so that no row is ever without its
 * file. The results are in order; commit each row with its item.
 */
export async function placeImages(
  project: Project,
  setId: number,
  entries: readonly StagedImage[],
): Promise<Placement[]> {
  const twins = Map.groupBy(
    await project.database.call('images.findTwins', [
      ...new Set(entries.map((entry) => entry.image.pixelHash)),
    ]),
    (twin) => twin.pixelHash,
  );
  const firstInChunk = new Map<string, StagedImage>();
  const placements = entries.map((entry): Placement => {
    const { pixelHash } = entry.image;
    const known = twins.get(pixelHash) ?? [];
    const earlier = known.find((twin) => twin.setId === setId);
    if (earlier)
      return { kind: 'duplicate', itemId: entry.itemId, sameAs: earlier.sourceName, where: placeOf(earlier) };
    const sibling = firstInChunk.get(pixelHash);
    if (sibling)
      return {
        kind: 'duplicate',
        itemId: entry.itemId,
        sameAs: sibling.sourceName,
        where: sibling.split ?? 'the same import',
      };
    firstInChunk.set(pixelHash, entry);
    return {
      kind: 'placed',
      itemId: entry.itemId,
      row: rowOf(setId, entry),
      alsoIn: [...new Set(known.map(placeOf))],
    };
  });
  const isPlaced = (_: unknown, i: number): boolean => placements[i]?.kind === 'placed';
  await commitFiles(entries.filter(isPlaced).flatMap((entry) => movesOf(project, entry)));
  await Promise.all(entries.filter((entry, i) => !isPlaced(entry, i)).map((entry) => discard(entry.staged)));
  return placements;
}

function movesOf(
  project: Project,
  { staged, image, referencePath }: StagedImage,
): { from: string; to: string }[] {
  const thumbnail = { from: staged.thumbnail, to: thumbnailFilePath(project, image.contentHash) };
  if (referencePath !== null) return [thumbnail];
  return [
    { from: staged.copy, to: imageFilePath(project, image.contentHash, image.facts.format) },
    thumbnail,
  ];
}

async function discard(staged: StagedFiles): Promise<void> {
  await Promise.all([rm(staged.copy, { force: true }), rm(staged.thumbnail, { force: true })]);
}

function rowOf(setId: number, entry: StagedImage): DatabaseCall {
  const { image, classId, split, sourceName, referencePath, caption, spec, generated } = entry;
  return {
    name: 'images.insertMany',
    input: {
      setId,
      images: [
        {
          classId,
          split,
          sourceName,
          storage: referencePath === null ? 'copied' : 'referenced',
          referencePath,
          width: image.facts.width,
          height: image.facts.height,
          format: image.facts.format,
          bytes: image.bytes,
          sha256: image.contentHash,
          pixelHash: image.pixelHash,
          caption,
          spec,
          generated,
        },
      ],
    },
  };
}

/** "Photos (test)": the set and, in real sets, the split. */
const placeOf = (twin: ImageTwin): string => (twin.split ? `${twin.setName} (${twin.split})` : twin.setName);
