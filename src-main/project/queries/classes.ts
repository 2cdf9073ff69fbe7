import type { Database } from 'better-sqlite3';
import type { ImageClass } from '../../../src-shared/domain/image-class.ts';
import type { Role, Split, Verdict } from '../../../src-shared/domain/image-set.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { nameKey } from './name-key.ts';
import { insertedId, prepared } from './statement.ts';

interface ClassRow {
  id: number;
  name: string;
  position: number;
}

type ListedRow = Omit<ImageClass, 'counts'>;

const LIST = `
  SELECT class.id, name, position, common_name AS commonName, phrase, wanted,
         (SELECT count(*) FROM prompt WHERE prompt.class_id = class.id AND archived = 0) AS prompts
  FROM class LEFT JOIN class_quota ON class_quota.class_id = class.id
  ORDER BY position`;

interface CountRow {
  class_id: number;
  role: Role;
  split: Split | null;
  verdict: Verdict;
  n: number;
}

const emptyCounts = (): ImageClass['counts'] => ({
  real: { train: 0, val: 0, test: 0 },
  synthetic: { undecided: 0, keep: 0, reject: 0 },
  ood: 0,
});

function addCount(counts: ImageClass['counts'], row: CountRow): void {
  if (row.role === 'ood') counts.ood += row.n;
  else if (row.role === 'synthetic') counts.synthetic[row.verdict] += row.n;
  else if (row.split) counts.real[row.split] += row.n;
}

function listClasses(db: Database): ImageClass[] {
  const classes = prepared<[], ListedRow>(db, LIST).all();
  const byId = new Map(classes.map((row) => [row.id, { ...row, counts: emptyCounts() }]));
  const rows = prepared<[], CountRow>(
    db,
    `SELECT class_id, role, split, verdict, count(*) AS n
     FROM image JOIN image_set ON image_set.id = set_id
     GROUP BY set_id, class_id, split, verdict`,
  ).all();
  for (const row of rows) {
    const found = byId.get(row.class_id);
    if (found) addCount(found.counts, row);
  }
  return [...byId.values()];
}

function findByName(db: Database, name: string): ClassRow | undefined {
  return prepared<[string], ClassRow>(db, 'SELECT id, name, position FROM class WHERE name_key = ?').get(
    nameKey(name),
  );
}

function insertClass(db: Database, name: string): ClassRow {
  const position =
    prepared<[], { n: number }>(db, 'SELECT coalesce(max(position) + 1, 0) AS n FROM class').get()?.n ?? 0;
  const result = prepared<[string, string, number]>(
    db,
    'INSERT INTO class (name, name_key, position) VALUES (?, ?, ?)',
  ).run(name, nameKey(name), position);
  return { id: insertedId(result), name, position };
}

const nameTaken = (name: string): UserError =>
  new UserError('conflict', `There is already a class named "${name}".`, 'Choose another name.');

export const noClass = (): UserError => new UserError('not-found', 'That class is no longer in the project.');

function setPositions(db: Database, classIds: readonly number[]): void {
  const update = prepared<[number, number]>(db, 'UPDATE class SET position = ? WHERE id = ?');
  for (const [position, id] of classIds.entries()) update.run(position, id);
}

export function setPhrase(
  db: Database,
  { classId, phrase }: { classId: number; phrase: string | null },
): void {
  const result = prepared<[string | null, number]>(
    db,
    'UPDATE class SET phrase = nullif(?, coalesce(common_name, name)) WHERE id = ?',
  ).run(phrase, classId);
  if (result.changes === 0) throw noClass();
  prepared<[number, string | null]>(
    db,
    `UPDATE class SET sense_id = NULL, sense_pinned_by = NULL
     WHERE id = ? AND sense_id IS NOT NULL AND (SELECT phrase FROM sense WHERE sense.id = sense_id) IS NOT ?`,
  ).run(classId, phrase);
}

export const classQueries = {
  /** All classes in label order, with their image counts. */
  'classes.list': (db: Database): ImageClass[] => listClasses(db),

  /** Appends a class. 'conflict' when the name is taken (case does not distinguish names). */
  'classes.add': (db: Database, input: { name: string }): ImageClass => {
    const taken = findByName(db, input.name);
    if (taken) throw nameTaken(taken.name);
    return {
      ...insertClass(db, input.name),
      commonName: null,
      phrase: null,
      prompts: 0,
      wanted: null,
      counts: emptyCounts(),
    };
  },

  /** Ids of the classes with these names, in the order given; missing ones are appended. */
  'classes.ensure': (db: Database, names: readonly string[]): number[] =>
    names.map((name) => (findByName(db, name) ?? insertClass(db, name)).id),

  'classes.rename': (db: Database, input: { classId: number; name: string }): void => {
    const taken = findByName(db, input.name);
    if (taken && taken.id !== input.classId) throw nameTaken(taken.name);
    const result = prepared<[string, string, number]>(
      db,
      'UPDATE class SET name = ?, name_key = ? WHERE id = ?',
    ).run(input.name, nameKey(input.name), input.classId);
    if (result.changes === 0) throw noClass();
  },

  /** What prompts call a class; null: its name. A pinned sense with another phrase is pinned no longer. */
  'classes.setPhrase': (db: Database, input: { classId: number; phrase: string | null }): void =>
    setPhrase(db, input),

  /** Gives phrases and common names to those classes that have none of their own yet. */
  'classes.suggestNames': (
    db: Database,
    suggestions: readonly { classId: number; phrase: string; commonName: string }[],
  ): void => {
    const name = prepared<[string, number]>(
      db,
      'UPDATE class SET common_name = nullif(?, name) WHERE id = ? AND common_name IS NULL',
    );
    const say = prepared<[string, number]>(
      db,
      'UPDATE class SET phrase = nullif(?, coalesce(common_name, name)) WHERE id = ? AND phrase IS NULL',
    );
    for (const { classId, phrase, commonName } of suggestions) {
      name.run(commonName, classId);
      say.run(phrase, classId);
    }
  },

  /** Puts the classes in this order; every class must be named exactly once. */
  'classes.reorder': (db: Database, classIds: readonly number[]): void => {
    const existing = new Set(
      prepared<[], { id: number }>(db, 'SELECT id FROM class')
        .all()
        .map((row) => row.id),
    );
    const unique = new Set(classIds);
    if (
      unique.size !== classIds.length ||
      unique.size !== existing.size ||
      !classIds.every((id) => existing.has(id))
    ) {
      throw new UserError('conflict', 'The classes changed meanwhile.', 'Look at the list again and repeat.');
    }
    setPositions(db, classIds);
  },

  /** 'conflict' while images belong to it. The positions of the others close the gap. */
  'classes.remove': (db: Database, classId: number): void => {
    const used = prepared<[number], { n: number }>(
      db,
      'SELECT count(*) AS n FROM image WHERE class_id = ?',
    ).get(classId);
    if (used && used.n > 0) {
      throw new UserError(
        'conflict',
        `${used.n} ${used.n === 1 ? 'image belongs' : 'images belong'} to this class.`,
        'Give them another class or remove their sets first.',
      );
    }
    if (prepared<[number]>(db, 'DELETE FROM class WHERE id = ?').run(classId).changes === 0) throw noClass();
    const rest = prepared<[], { id: number }>(db, 'SELECT id FROM class ORDER BY position').all();
    setPositions(
      db,
      rest.map((row) => row.id),
    );
  },
};
