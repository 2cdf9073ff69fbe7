import type { Database } from 'better-sqlite3';
import type { PreviousVerdict, Verdict, VerdictBy } from '../../../src-shared/domain/image-set.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { prepared } from './statement.ts';

function applyVerdict(
  db: Database,
  imageIds: readonly number[],
  { verdict, verdictBy }: { verdict: Verdict; verdictBy: VerdictBy },
): void {
  prepared<[Verdict, VerdictBy, string]>(
    db,
    'UPDATE image SET verdict = ?, verdict_by = ? WHERE id IN (SELECT value FROM json_each(?))',
  ).run(verdict, verdictBy, JSON.stringify(imageIds));
}

function applyClass(db: Database, imageIds: readonly number[], classId: number): void {
  if (!prepared<[number]>(db, 'SELECT id FROM class WHERE id = ?').get(classId)) {
    throw new UserError('not-found', 'That class is no longer in the project.');
  }
  prepared<[number, string]>(
    db,
    'UPDATE image SET class_id = ? WHERE id IN (SELECT value FROM json_each(?))',
  ).run(classId, JSON.stringify(imageIds));
}

function grouped<K>(items: readonly { id: number; key: K }[]): Map<K, number[]> {
  const groups = new Map<K, number[]>();
  for (const { id, key } of items) {
    const group = groups.get(key);
    if (group) group.push(id);
    else groups.set(key, [id]);
  }
  return groups;
}

export const imageReviewQueries = {
  /** By a person, who so also confirms what a threshold gave. Returns the earlier verdicts of those that changed. Unknown ids are ignored. */
  'images.setVerdicts': (
    db: Database,
    input: { imageIds: readonly number[]; verdict: Verdict },
  ): { previous: PreviousVerdict[] } => {
    const previous = prepared<[string, Verdict], PreviousVerdict>(
      db,
      `SELECT id, verdict, verdict_by AS verdictBy FROM image
       WHERE id IN (SELECT value FROM json_each(?)) AND (verdict <> ? OR verdict_by <> 'person')`,
    ).all(JSON.stringify(input.imageIds), input.verdict);
    applyVerdict(
      db,
      previous.map((row) => row.id),
      { verdict: input.verdict, verdictBy: 'person' },
    );
    return { previous };
  },

  'images.restoreVerdicts': (db: Database, input: { previous: readonly PreviousVerdict[] }): void => {
    const groups = Map.groupBy(input.previous, ({ verdict, verdictBy }) => `${verdict} ${verdictBy}`);
    for (const members of groups.values()) {
      const [first] = members;
      if (first)
        applyVerdict(
          db,
          members.map(({ id }) => id),
          first,
        );
    }
  },

  /** Returns the earlier classes of those that changed. */
  'images.setClass': (
    db: Database,
    input: { imageIds: readonly number[]; classId: number },
  ): { previous: { id: number; classId: number }[] } => {
    const previous = prepared<[string, number], { id: number; classId: number }>(
      db,
      `SELECT id, class_id AS classId FROM image
       WHERE id IN (SELECT value FROM json_each(?)) AND class_id <> ?`,
    ).all(JSON.stringify(input.imageIds), input.classId);
    applyClass(
      db,
      previous.map((row) => row.id),
      input.classId,
    );
    return { previous };
  },

  'images.restoreClasses': (
    db: Database,
    input: { previous: readonly { id: number; classId: number }[] },
  ): void => {
    const groups = grouped(input.previous.map(({ id, classId }) => ({ id, key: classId })));
    for (const [classId, ids] of groups) applyClass(db, ids, classId);
  },
};
