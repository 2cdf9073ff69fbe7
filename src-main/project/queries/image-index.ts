import type { Database } from 'better-sqlite3';
import type {
  ImageDetail,
  ImageFilter,
  ImageIndex,
  Role,
  Split,
} from '../../../src-shared/domain/image-set.ts';
import { provenanceOf } from './provenance.ts';
import { prepared } from './statement.ts';

type Row = [id: number, classId: number, letter: string];
type Binding = Record<string, string | number>;

/** Folds case in every script; LIKE folds only ASCII. Registered on the connection by `openConnection`. */
export const foldCase = (text: unknown): string => (typeof text === 'string' ? text.toLowerCase() : '');

function conditions(filter: ImageFilter): { where: string[]; binding: Binding } {
  const where: string[] = [];
  const binding: Binding = {};
  const add = (condition: string, name: string, value: string | number | undefined): void => {
    if (value === undefined) return;
    where.push(condition);
    binding[name] = value;
  };
  add('image.set_id = @setId', 'setId', filter.setId);
  add('image.class_id = @classId', 'classId', filter.classId);
  add('image.split = @split', 'split', filter.split);
  add('image.verdict = @verdict', 'verdict', filter.verdict);
  const text = filter.text?.trim().toLowerCase();
  add(
    "instr(fold_case(source_name || char(10) || coalesce(caption, '')), @text) > 0",
    'text',
    text || undefined,
  );
  return { where, binding };
}

/** Display order: as given when pictures are named, else by set, class order and time of entry. */
function indexSql(where: readonly string[], byIds: boolean): string {
  const from = byIds
    ? 'json_each(@ids) AS wanted CROSS JOIN image ON image.id = wanted.value'
    : 'image JOIN class ON class.id = image.class_id';
  const order = byIds ? 'wanted.key' : 'image.set_id, class.position, image.id';
  const condition = where.length > 0 ? `WHERE ${where.join(' AND ')}` : '';
  return `SELECT image.id, image.class_id, substr(image.verdict, 1, 1) FROM ${from} ${condition} ORDER BY ${order}`;
}

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
    const { where, binding } = conditions(filter);
    if (filter.ids) binding['ids'] = JSON.stringify(filter.ids);
    const statement = prepared<[Binding], Row>(db, indexSql(where, filter.ids !== undefined));
    const rows = statement.raw().all(binding);
    return {
      ids: rows.map((row) => row[0]),
      classIds: rows.map((row) => row[1]),
      verdicts: rows.map((row) => row[2]).join(''),
      total: rows.length,
    };
  },

  /** In the order of the ids; unknown ids are left out. */
  'images.details': (db: Database, ids: readonly number[]): ImageDetail[] => {
    const rows = prepared<[string], DetailRow>(db, DETAILS).all(JSON.stringify(ids));
    const provenance = provenanceOf(db, ids);
    return rows.map((row) => ({
      ...row,
      generatedFrom: provenance.get(row.id) ?? null,
      score: null,
      nearDuplicateOf: null,
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
