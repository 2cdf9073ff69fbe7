import type { Database } from 'better-sqlite3';
import type { Threshold } from '../../../src-shared/domain/score.ts';
import { prepared } from './statement.ts';

/** As they were last applied. */
export const appliedThresholds = (db: Database): Threshold[] =>
  prepared<[], Threshold>(
    db,
    'SELECT class_id AS classId, origin, value FROM filter_threshold ORDER BY id',
  ).all();

/** Of several for one place the last counts; those of classes that are gone are left out. */
export function storeThresholds(db: Database, thresholds: readonly Threshold[]): void {
  prepared<[]>(db, 'DELETE FROM filter_threshold').run();
  const insert = prepared<[object]>(
    db,
    `INSERT INTO filter_threshold (class_id, origin, value)
     SELECT @classId, @origin, @value
     WHERE @classId IS NULL OR EXISTS (SELECT 1 FROM class WHERE id = @classId)
     ON CONFLICT (coalesce(class_id, 0), coalesce(origin, '')) DO UPDATE SET value = excluded.value`,
  );
  for (const threshold of thresholds) insert.run(threshold);
}

export const countClasses = (db: Database): number =>
  prepared<[], { n: number }>(db, 'SELECT count(*) AS n FROM class').get()?.n ?? 0;
