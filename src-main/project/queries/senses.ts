import type { Database } from 'better-sqlite3';
import { promptKey } from '../../../src-shared/domain/prompt.ts';
import type { ClassSenses, Sense, SenseSource } from '../../../src-shared/domain/sense.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { PROMPT_IS_STALE } from './class-phrase.ts';
import { noClass, setPhrase } from './classes.ts';
import { type TrainImages, votesOf } from './sense-votes.ts';
import { insertedId, prepared, timestamp } from './statement.ts';

export interface ProposedSense {
  phrase: string;
  gloss: string;
}

interface ClassRow {
  classId: number;
  className: string;
  commonName: string;
  senseId: number | null;
  pinnedBy: 'person' | 'vote' | null;
  stalePrompts: number;
}

const CLASSES = `
  SELECT class.id AS classId, name AS className, coalesce(common_name, name) AS commonName, sense_id AS senseId,
         sense_pinned_by AS pinnedBy, coalesce(stale, 0) AS stalePrompts
  FROM class LEFT JOIN (
    SELECT class_id, count(*) AS stale FROM prompt JOIN class ON class.id = class_id
    WHERE archived = 0 AND ${PROMPT_IS_STALE} GROUP BY class_id
  ) ON class_id = class.id
  ORDER BY position`;

function sensesByClass(db: Database): Map<number, Sense[]> {
  const rows = prepared<[], Sense & { classId: number }>(
    db,
    'SELECT id, class_id AS classId, phrase, gloss, source FROM sense ORDER BY id',
  ).all();
  const found = new Map<number, Sense[]>();
  for (const { classId, ...sense } of rows) {
    const own = found.get(classId);
    if (own) own.push(sense);
    else found.set(classId, [sense]);
  }
  return found;
}

function trainImagesByClass(db: Database): Map<number, TrainImages> {
  const rows = prepared<[], TrainImages & { classId: number }>(
    db,
    `SELECT class_id AS classId, count(*) AS count, sum(image.id) AS sum
     FROM image_set JOIN image ON set_id = image_set.id
     WHERE role = 'real' AND split = 'train' GROUP BY class_id`,
  ).all();
  return new Map(rows.map(({ classId, ...images }) => [classId, images]));
}

function listSenses(db: Database): Omit<ClassSenses, 'lexiconSenses'>[] {
  const senses = sensesByClass(db);
  const images = trainImagesByClass(db);
  const votes = votesOf(db, senses, images);
  return prepared<[], ClassRow>(db, CLASSES)
    .all()
    .map(({ senseId, pinnedBy, ...row }) => ({
      ...row,
      senses: senses.get(row.classId) ?? [],
      pinned: senseId !== null && pinnedBy !== null ? { senseId, by: pinnedBy } : null,
      vote: votes.get(row.classId) ?? null,
      realTrainImages: images.get(row.classId)?.count ?? 0,
    }));
}

interface SenseRow {
  classId: number;
  phrase: string;
  isPinned: number;
}

function senseRow(db: Database, senseId: number): SenseRow {
  const row = prepared<[number], SenseRow>(
    db,
    `SELECT class_id AS classId, sense.phrase, class.sense_id IS sense.id AS isPinned
     FROM sense JOIN class ON class.id = class_id WHERE sense.id = ?`,
  ).get(senseId);
  if (!row) throw new UserError('not-found', 'That sense is no longer on the list.');
  return row;
}

function requireClass(db: Database, classId: number): void {
  if (!prepared<[number]>(db, 'SELECT 1 FROM class WHERE id = ?').get(classId)) throw noClass();
}

const phraseTaken = (phrase: string): UserError =>
  new UserError(
    'conflict',
    `The class has a sense "${phrase}" already.`,
    'Change that one, or choose another phrase.',
  );

interface NewSense extends ProposedSense {
  classId: number;
  source: SenseSource;
  exchangeId: number | null;
}

/** Its id; null when the class has the phrase already. */
function insertSense(db: Database, sense: NewSense): number | null {
  const result = prepared<[object]>(
    db,
    `INSERT INTO sense (class_id, phrase, phrase_key, gloss, source, exchange_id, created_at)
     VALUES (@classId, @phrase, @key, @gloss, @source, @exchangeId, @createdAt) ON CONFLICT DO NOTHING`,
  ).run({ ...sense, key: promptKey(sense.phrase), createdAt: timestamp() });
  return result.changes === 0 ? null : insertedId(result);
}

function pin(
  db: Database,
  { classId, senseId, by }: { classId: number; senseId: number | null; by: 'person' | 'vote' },
): void {
  requireClass(db, classId);
  const set = prepared<[number | null, string | null, number]>(
    db,
    'UPDATE class SET sense_id = ?, sense_pinned_by = ? WHERE id = ?',
  );
  if (senseId === null) {
    const pinned = prepared<[number], { n: number }>(
      db,
      'SELECT count(*) AS n FROM class WHERE id = ? AND sense_id IS NOT NULL',
    ).get(classId);
    if (pinned?.n === 0) return;
    set.run(null, null, classId);
    setPhrase(db, { classId, phrase: null });
    return;
  }
  const sense = senseRow(db, senseId);
  if (sense.classId !== classId) throw new UserError('not-found', 'That sense belongs to another class.');
  set.run(senseId, by, classId);
  setPhrase(db, { classId, phrase: sense.phrase });
}

export const senseQueries = {
  /** Every class in label order, with its senses as they were added. */
  'senses.list': (db: Database): Omit<ClassSenses, 'lexiconSenses'>[] => listSenses(db),

  /** By a person; its id. 'conflict' when the class has the phrase (case and spaces do not distinguish). */
  'senses.add': (db: Database, input: ProposedSense & { classId: number }): number => {
    requireClass(db, input.classId);
    const added = insertSense(db, { ...input, source: 'person', exchangeId: null });
    if (added === null) throw phraseTaken(input.phrase);
    return added;
  },

  /** Adds those that the class does not have; nothing happens for a class that was removed meanwhile. How many came in. */
  'senses.propose': (
    db: Database,
    input: {
      classId: number;
      source: SenseSource;
      exchangeId: number | null;
      senses: readonly ProposedSense[];
    },
  ): number => {
    if (!prepared<[number]>(db, 'SELECT 1 FROM class WHERE id = ?').get(input.classId)) return 0;
    const { senses, ...from } = input;
    return senses.filter((sense) => insertSense(db, { ...from, ...sense }) !== null).length;
  },

  /** A pinned sense's new phrase is what prompts call the class from now on. */
  'senses.edit': (db: Database, input: ProposedSense & { senseId: number }): void => {
    const { classId, isPinned } = senseRow(db, input.senseId);
    const key = promptKey(input.phrase);
    const taken = prepared<[number, string, number]>(
      db,
      'SELECT 1 FROM sense WHERE class_id = ? AND phrase_key = ? AND id <> ?',
    ).get(classId, key, input.senseId);
    if (taken) throw phraseTaken(input.phrase);
    prepared<[string, string, string, number]>(
      db,
      'UPDATE sense SET phrase = ?, phrase_key = ?, gloss = ? WHERE id = ?',
    ).run(input.phrase, key, input.gloss, input.senseId);
    if (isPinned === 1) setPhrase(db, { classId, phrase: input.phrase });
  },

  /** A class whose pinned sense is removed is called by its name again. */
  'senses.remove': (db: Database, senseId: number): void => {
    const { classId, isPinned } = senseRow(db, senseId);
    if (isPinned === 1) pin(db, { classId, senseId: null, by: 'person' });
    prepared<[number]>(db, 'DELETE FROM sense WHERE id = ?').run(senseId);
  },

  /** Null: back to the name. The sense's phrase becomes the class's; a phrase that stands without a pinned sense is left by null. */
  'senses.pin': (
    db: Database,
    input: { classId: number; senseId: number | null; by: 'person' | 'vote' },
  ): void => pin(db, input),

  /** Several classes may share one; null or blank: its name. */
  'senses.setCommonName': (db: Database, input: { classId: number; commonName: string | null }): void => {
    const result = prepared<[string, number]>(
      db,
      "UPDATE class SET common_name = nullif(nullif(?, name), '') WHERE id = ?",
    ).run(input.commonName ?? '', input.classId);
    if (result.changes === 0) throw noClass();
  },
};
