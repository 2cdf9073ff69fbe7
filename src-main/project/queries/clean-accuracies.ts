import type { Database } from 'better-sqlite3';
import type { CleanAccuracy, Evaluation } from '../../../src-shared/domain/run.ts';
import { prepared } from './statement.ts';

interface Row extends CleanAccuracy {
  runId: number;
  name: string;
}

/** The evaluations of some runs with what was measured without doubtful images. */
export function withCleanAccuracies(
  db: Database,
  evaluations: ReadonlyMap<number, readonly Evaluation[]>,
): Map<number, Evaluation[]> {
  const rows = prepared<[string], Row>(
    db,
    `SELECT run_id AS runId, name, images, top1, mean_per_class AS meanPerClass FROM clean_accuracy
     WHERE run_id IN (SELECT value FROM json_each(?))`,
  ).all(JSON.stringify([...evaluations.keys()]));
  const found = new Map(
    rows.map(({ runId, name, ...accuracy }): [string, CleanAccuracy] => [`${runId} ${name}`, accuracy]),
  );
  const complete = (runId: number, evaluation: Evaluation): Evaluation => {
    const withoutDoubtful = found.get(`${runId} ${evaluation.name}`);
    return withoutDoubtful ? { ...evaluation, withoutDoubtful } : evaluation;
  };
  return new Map([...evaluations].map(([runId, list]) => [runId, list.map((each) => complete(runId, each))]));
}

export const cleanAccuracyQueries = {
  /** `name`: of the evaluation. */
  'runs.saveCleanAccuracy': (
    db: Database,
    { runId, name, accuracy }: { runId: number; name: string; accuracy: CleanAccuracy },
  ): void => {
    prepared<[object]>(
      db,
      `INSERT OR REPLACE INTO clean_accuracy (run_id, name, images, top1, mean_per_class)
       VALUES (@runId, @name, @images, @top1, @meanPerClass)`,
    ).run({ runId, name, ...accuracy });
  },
};
