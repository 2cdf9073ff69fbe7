import type { Database } from 'better-sqlite3';
import type {
  ImageDetail,
  ImageFilter,
  ImageIndex,
  Role,
  Split,
} from '../../../src-shared/domain/image-set.ts';
import { matchingRows } from './image-filter.ts';
import { nearestDuplicates } from './near-duplicates.ts';
import { provenanceOf } from './provenance.ts';
import { scoresOf } from './scores.ts';
import { prepared } from './statement.ts';

type DetailRow = Omit<ImageDetail, 'generatedFrom' | 'score' | 'nearDuplicateOf'>;

const DETAILS = `
  SELECT image.id, set_id AS setId, image_set.name AS setName, role, class_id AS classId, class.name AS className,
         split, verdict, verdict_by AS verdictBy, source_name AS sourceName, width, height, format, bytes, storage,
         sha256, caption,
         image.created_at AS createdAt
  FROM json_each(?) AS wanted
  CROSS JOIN image ON image.id = wanted.value
  JOIN image_set ON image_set.id = set_id
  JOIN class ON class.id = class_id
  ORDER BY wanted.key`;

export interface ImageTwin {
  id: number;
  setId: number;
  setName: string;
  role: Role;
  split: Split | null;
  sourceName: string;
  sha256: string;
  pixelHash: string;
}

export const imageIndexQueries = {
  /** The pictures that match the filter, in display order. */
  'images.index': (db: Database, filter: ImageFilter): ImageIndex => {
    const rows = matchingRows(db, filter);
    return {
      ids: rows.map((row) => row[0]),
      classIds: rows.map((row) => row[1]),
      verdicts: rows.map((row) => row[2]).join(''),
      versions: rows.map((row) => row[3]).join(''),
      percents: filter.withScores
        ? rows.map((row) => (row[4] === null ? -1 : Math.round(row[4] * 100)))
        : null,
      total: rows.length,
    };
  },

  /** In the order of the ids; unknown ids are left out. */
  'images.details': (db: Database, ids: readonly number[]): ImageDetail[] => {
    const rows = prepared<[string], DetailRow>(db, DETAILS).all(JSON.stringify(ids));
    const provenance = provenanceOf(db, ids);
    const scores = scoresOf(db, ids);
    const duplicates = nearestDuplicates(db, ids);
    return rows.map((row) => ({
      ...row,
      generatedFrom: provenance.get(row.id) ?? null,
      score: scores.get(row.id) ?? null,
      nearDuplicateOf: duplicates.get(row.id) ?? null,
    }));
  },

  /** Pictures of any set with one of these pixel hashes; for reporting duplicates before they are entered. */
  'images.findTwins': (db: Database, pixelHashes: readonly string[]): ImageTwin[] =>
    prepared<[string], ImageTwin>(
      db,
      `SELECT image.id, set_id AS setId, image_set.name AS setName, role, split, source_name AS sourceName,
              sha256, pixel_hash AS pixelHash
       FROM json_each(?) AS wanted
       CROSS JOIN image ON image.pixel_hash = wanted.value
       JOIN image_set ON image_set.id = set_id
       ORDER BY wanted.key, image.id`,
    ).all(JSON.stringify(pixelHashes)),

  /** How a drawn picture was made, as it was given; null when it was not drawn. */
  'images.spec': (db: Database, imageId: number): unknown => {
    const row = prepared<[number], { spec: string | null }>(db, 'SELECT spec FROM image WHERE id = ?').get(
      imageId,
    );
    return row?.spec ? JSON.parse(row.spec) : null;
  },
};
