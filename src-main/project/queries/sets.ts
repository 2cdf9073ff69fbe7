import type { Database } from 'better-sqlite3';
import {
  type ImageSet,
  isOfDrawnWorld,
  type Origin,
  originSchema,
  type Role,
  type Split,
  type StyleCoverage,
} from '../../../src-shared/domain/image-set.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { fromJson, toJson } from './json-columns.ts';
import { nameKey } from './name-key.ts';
import { insertedId, prepared, timestamp } from './statement.ts';
import { namedStyleOf, styleCoverageOf, styleCoverageQueries, stylesTrainedOn } from './style-coverage.ts';

export interface NewImageSet {
  role: Role;
  name: string;
  origin: Origin;
  styleCoverage: StyleCoverage;
}

interface SetRow {
  id: number;
  role: Role;
  name: string;
  origin: string;
  style_coverage: StyleCoverage;
  created_at: string;
}

const noCounts = (): ImageSet['counts'] => ({ total: 0, train: 0, val: 0, test: 0, none: 0 });

function countsBySet(db: Database): Map<number, ImageSet['counts']> {
  const rows = prepared<[], { set_id: number; split: Split | null; n: number }>(
    db,
    'SELECT set_id, split, count(*) AS n FROM image GROUP BY set_id, split',
  ).all();
  const counts = new Map<number, ImageSet['counts']>();
  for (const row of rows) {
    const entry = counts.get(row.set_id) ?? noCounts();
    entry[row.split ?? 'none'] += row.n;
    entry.total += row.n;
    counts.set(row.set_id, entry);
  }
  return counts;
}

function toImageSet(
  row: SetRow,
  counts: ImageSet['counts'] | undefined,
  trainedOn: ReadonlyMap<string, string>,
): ImageSet {
  const { id, role, name } = row;
  const origin = fromJson(originSchema, row.origin, 'an image set');
  const namedStyle = namedStyleOf({ role, origin, name }, trainedOn);
  return {
    id,
    role,
    name,
    origin,
    styleCoverage: styleCoverageOf({ role, origin, stored: row.style_coverage }, trainedOn),
    ...(namedStyle === null ? {} : { namedStyle }),
    createdAt: row.created_at,
    counts: counts ?? noCounts(),
  };
}

const SELECT = 'SELECT id, role, name, origin, style_coverage, created_at FROM image_set';

/** Where the settings of jobs name sets that no run names: what is tested on, and what images go into. */
const NEEDED_SETS = [
  `kind = 'train' AND EXISTS (SELECT 1 FROM json_each(settings, '$.oodSetIds') WHERE value = @setId)`,
  `kind IN ('import', 'generate') AND json_extract(settings, '$.setId') = @setId`,
  `kind = 'draw' AND EXISTS (SELECT 1 FROM json_each(settings, '$.parts')
                             WHERE json_extract(value, '$.setId') = @setId)`,
];

function refuseWhileInUse(db: Database, setId: number): void {
  const run = prepared<[{ setId: number }], { experiment: string }>(
    db,
    `SELECT experiment FROM run
     WHERE status IN ('queued', 'running', 'paused')
       AND (real_set_id = @setId OR EXISTS (SELECT 1 FROM json_each(synthetic_set_ids) WHERE value = @setId))`,
  ).get({ setId });
  if (run) {
    throw new UserError(
      'conflict',
      `The runs of "${run.experiment}" still need this set.`,
      'Cancel them or wait until they are done.',
    );
  }
  const job = prepared<[{ setId: number }], { title: string }>(
    db,
    `SELECT title FROM job
     WHERE status IN ('queued', 'running', 'paused') AND (${NEEDED_SETS.map((where) => `(${where})`).join(' OR ')})`,
  ).get({ setId });
  if (job) {
    throw new UserError(
      'conflict',
      `The job "${job.title}" still needs this set.`,
      'Cancel it or wait until it is done.',
    );
  }
}

export const setQueries = {
  ...styleCoverageQueries,

  'sets.list': (db: Database): ImageSet[] => {
    const counts = countsBySet(db);
    const trainedOn = stylesTrainedOn(db);
    return prepared<[], SetRow>(db, `${SELECT} ORDER BY id`)
      .all()
      .map((row) => toImageSet(row, counts.get(row.id), trainedOn));
  },

  /** Null if there is no such set. */
  'sets.get': (db: Database, setId: number): ImageSet | null => {
    const row = prepared<[number], SetRow>(db, `${SELECT} WHERE id = ?`).get(setId);
    return row ? toImageSet(row, countsBySet(db).get(setId), stylesTrainedOn(db)) : null;
  },

  'sets.findByName': (db: Database, input: { role: Role; name: string }): number | null =>
    prepared<[Role, string], { id: number }>(
      db,
      'SELECT id FROM image_set WHERE role = ? AND name_key = ?',
    ).get(input.role, nameKey(input.name))?.id ?? null,

  /** Returns the new id; 'conflict' when a set of this role has the name (case does not distinguish names). */
  'sets.create': (db: Database, set: NewImageSet): number => {
    const result = prepared<[Role, string, string, string, number, string, string]>(
      db,
      `INSERT INTO image_set (role, name, name_key, origin, drawn, style_coverage, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (role, name_key) DO NOTHING`,
    ).run(
      set.role,
      set.name,
      nameKey(set.name),
      toJson(set.origin),
      isOfDrawnWorld(set.origin) ? 1 : 0,
      set.styleCoverage,
      timestamp(),
    );
    if (result.changes === 0) {
      throw new UserError(
        'conflict',
        `There is already a ${set.role} set named "${set.name}".`,
        'Choose another name, or add the images to that set.',
      );
    }
    return insertedId(result);
  },

  /**
   * Removes the set and its images' rows; their files go at the next sweep. 'conflict' while an unfinished run or job needs it.
   * Results of finished runs stay.
   */
  'sets.remove': (db: Database, setId: number): void => {
    refuseWhileInUse(db, setId);
    if (prepared<[number]>(db, 'DELETE FROM image_set WHERE id = ?').run(setId).changes === 0) {
      throw new UserError('not-found', 'That image set is no longer in the project.');
    }
  },
};
