import type { Database } from 'better-sqlite3';
import type { Split, Verdict } from '../../../src-shared/domain/image-set.ts';
import { prepared } from './statement.ts';

/** Pictures of one set, narrowed; absent fields do not restrict. */
export interface ImageSelection {
  setId: number;
  split?: Split;
  verdicts?: readonly Verdict[];
}

/** Pictures of a set, or those with these ids. */
export type ImageGroup = ImageSelection | { ids: readonly number[] };

/** Pictures as training and export read them, column by column in order of id. */
export interface ImageFiles {
  ids: number[];
  /** Place of the picture's class in label order, from 0. */
  classPositions: number[];
  sha256: string[];
  formats: string[];
  /** Absolute path of a referenced file; null when the project has a copy. */
  referencePaths: (string | null)[];
}

export interface SharedImage {
  trainingId: number;
  sealedId: number;
  trainingName: string;
  sealedName: string;
}

/** Of the most alike pictures on two sides of a border. */
export interface NearlySharedImage {
  trainingId: number;
  sealedId: number;
  trainingName: string;
  sealedName: string;
  /** Cosine of their CLIP embeddings. */
  similarity: number;
}

type FileRow = [number, number, string, string, string | null];

type Binding = Record<string, string | number>;

/** SQL that holds for the pictures of any of the groups; its parameters go into `binding` under names that begin with `table`. */
function anyOf(groups: readonly ImageGroup[], table: string, binding: Binding): string {
  const alternatives = groups.map((group, index) => {
    const name = `${table}${index}`;
    if ('ids' in group) {
      binding[`${name}Ids`] = JSON.stringify(group.ids);
      return `${table}.id IN (SELECT value FROM json_each(@${name}Ids))`;
    }
    const { setId, split, verdicts } = group;
    const parts = [`${table}.set_id = @${name}Set`];
    binding[`${name}Set`] = setId;
    if (split) {
      parts.push(`${table}.split = @${name}Split`);
      binding[`${name}Split`] = split;
    }
    if (verdicts) {
      parts.push(`${table}.verdict IN (SELECT value FROM json_each(@${name}Verdicts))`);
      binding[`${name}Verdicts`] = JSON.stringify(verdicts);
    }
    return `(${parts.join(' AND ')})`;
  });
  return alternatives.length > 0 ? `(${alternatives.join(' OR ')})` : 'FALSE';
}

/** Ids of one side of a join of pictures, each once. */
const idsOf = (db: Database, table: 'training' | 'sealed', from: string, binding: Binding): number[] =>
  prepared<[Binding], [number]>(db, `SELECT DISTINCT ${table}.id ${from} ORDER BY 1`)
    .raw()
    .all(binding)
    .map(([id]) => id);

export const imageTrainingQueries = {
  'images.files': (db: Database, group: ImageGroup): ImageFiles => {
    const binding: Binding = {};
    const rows = prepared<[Binding], FileRow>(
      db,
      `SELECT image.id, class.position, sha256, format, reference_path
       FROM image JOIN class ON class.id = image.class_id
       WHERE ${anyOf([group], 'image', binding)} ORDER BY image.id`,
    )
      .raw()
      .all(binding);
    return {
      ids: rows.map((row) => row[0]),
      classPositions: rows.map((row) => row[1]),
      sha256: rows.map((row) => row[2]),
      formats: rows.map((row) => row[3]),
      referencePaths: rows.map((row) => row[4]),
    };
  },

  /** Pictures by class, for the table of classes by domain; classes without any are left out. */
  'images.countByClass': (
    db: Database,
    selections: readonly ImageSelection[],
  ): { classId: number; count: number }[] => {
    const binding: Binding = {};
    return prepared<[Binding], { classId: number; count: number }>(
      db,
      `SELECT class_id AS classId, count(*) AS count FROM image
       WHERE ${anyOf(selections, 'image', binding)} GROUP BY class_id`,
    ).all(binding);
  },

  /** Pictures with the same pixels on both sides, the first 100 of them by name: what would make a test worthless. */
  'images.shared': (
    db: Database,
    input: { training: readonly ImageGroup[]; sealed: readonly ImageGroup[] },
  ): { total: number; examples: SharedImage[]; trainingIds: number[] } => {
    const binding: Binding = {};
    const from = `FROM image AS sealed
      JOIN image AS training ON training.pixel_hash = sealed.pixel_hash AND training.id <> sealed.id
      WHERE ${anyOf(input.sealed, 'sealed', binding)} AND ${anyOf(input.training, 'training', binding)}`;
    const total =
      prepared<[Binding], { n: number }>(db, `SELECT count(DISTINCT sealed.id) AS n ${from}`).get(binding)
        ?.n ?? 0;
    const examples = prepared<[Binding], SharedImage>(
      db,
      `SELECT training.id AS trainingId, sealed.id AS sealedId,
              training.source_name AS trainingName, sealed.source_name AS sealedName
       ${from} ORDER BY sealed.id LIMIT 100`,
    ).all(binding);
    return { total, examples, trainingIds: idsOf(db, 'training', from, binding) };
  },

  /**
   * Pictures of the training side that look almost like one of the sealed side, as a scoring found them; the first 100, most alike first.
   * Those with the same pixels are 'images.shared'. The ids are of all.
   */
  'images.nearlyShared': (
    db: Database,
    input: { training: readonly ImageGroup[]; sealed: readonly ImageGroup[] },
  ): { examples: NearlySharedImage[]; trainingIds: number[]; sealedIds: number[] } => {
    const binding: Binding = {};
    const from = `FROM near_duplicate
      JOIN image AS training ON training.id = near_duplicate.image_id
      JOIN image AS sealed ON sealed.id = near_duplicate.of_image
      WHERE training.pixel_hash <> sealed.pixel_hash
        AND ${anyOf(input.sealed, 'sealed', binding)} AND ${anyOf(input.training, 'training', binding)}`;
    const examples = prepared<[Binding], NearlySharedImage>(
      db,
      `SELECT training.id AS trainingId, sealed.id AS sealedId, training.source_name AS trainingName,
              sealed.source_name AS sealedName, similarity
       ${from} ORDER BY similarity DESC, training.id, sealed.id LIMIT 100`,
    ).all(binding);
    const ids = (table: 'training' | 'sealed') => idsOf(db, table, from, binding);
    return { examples, trainingIds: ids('training'), sealedIds: ids('sealed') };
  },

  /**
   * How many pictures no scoring has compared with others: those without an embedding by the model that scored last, all where none did.
   */
  'images.notCompared': (db: Database, groups: readonly ImageGroup[]): number => {
    const binding: Binding = {};
    return (
      prepared<[Binding], { n: number }>(
        db,
        `SELECT count(*) AS n FROM image WHERE ${anyOf(groups, 'image', binding)} AND NOT EXISTS (
           SELECT 1 FROM embedding WHERE image_id = image.id
            AND model_hash = (SELECT model_hash FROM scoring ORDER BY id DESC LIMIT 1))`,
      ).get(binding)?.n ?? 0
    );
  },
};
