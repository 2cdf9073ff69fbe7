import type { Database } from 'better-sqlite3';
import type { MetricPoint } from '../../../src-shared/domain/run.ts';
import { prepared } from './statement.ts';

export const metricQueries = {
  /** Appends points; a step that is there already is replaced. */
  'runs.appendMetrics': (db: Database, input: { runId: number; points: readonly MetricPoint[] }): void => {
    const insert = prepared<[object]>(
      db,
      `INSERT OR REPLACE INTO metric (run_id, step, learning_rate, loss, real_loss, synthetic_loss, train_accuracy,
                                      val_loss, val_accuracy, images_per_second)
       VALUES (@runId, @step, @learningRate, @loss, @realLoss, @syntheticLoss, @trainAccuracy,
               @valLoss, @valAccuracy, @imagesPerSecond)`,
    );
    for (const point of input.points) insert.run({ ...point, runId: input.runId });
  },

  /** In order of step; `afterStep` -1 gives all. */
  'runs.metrics': (db: Database, input: { runId: number; afterStep: number }): MetricPoint[] =>
    prepared<[number, number], MetricPoint>(
      db,
      `SELECT step, learning_rate AS learningRate, loss, real_loss AS realLoss, synthetic_loss AS syntheticLoss,
              train_accuracy AS trainAccuracy, val_loss AS valLoss, val_accuracy AS valAccuracy,
              images_per_second AS imagesPerSecond
       FROM metric WHERE run_id = ? AND step > ? ORDER BY step`,
    ).all(input.runId, input.afterStep),

  /** Forgets the points after a step: a run that resumes from a checkpoint takes those steps again. */
  'runs.rewind': (db: Database, input: { runId: number; step: number }): void => {
    prepared<[number, number]>(db, 'DELETE FROM metric WHERE run_id = ? AND step > ?').run(
      input.runId,
      input.step,
    );
    prepared<[number, number]>(db, 'UPDATE run SET step = ? WHERE id = ?').run(input.step, input.runId);
  },
};
