import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import {
  calibrationSchema,
  corruptionTableSchema,
  featureQualitySchema,
} from '../../../src-shared/domain/evaluation.ts';
import type { Evaluation } from '../../../src-shared/domain/run.ts';
import type { StyleCoverage } from '../../../src-shared/domain/image-set.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { confusionSchema, fromJson, fromJsonOrNull, toJson } from './json-columns.ts';
import { insertedId, prepared, timestamp } from './statement.ts';

/** Column by column; `trueClasses` and `predictedClasses` are positions in the run's label order, `confidences` in [0, 1]. */
export interface Predictions {
  imageIds: readonly number[];
  trueClasses: readonly number[];
  predictedClasses: readonly number[];
  confidences: readonly number[];
}

interface EvaluationRow {
  run_id: number;
  name: string;
  kind: Evaluation['kind'];
  set_id: number;
  style_coverage: StyleCoverage;
  images: number;
  top1: number;
  mean_per_class: number;
  top5: number | null;
  confusion: string;
  calibration: string | null;
  corruptions: string | null;
  features: string;
  batch_norm: 'auxiliary' | null;
}

const featuresSchema = featureQualitySchema.array();

const toEvaluation = (row: EvaluationRow): Evaluation => ({
  name: row.name,
  kind: row.kind,
  setId: row.set_id,
  styleCoverage: row.style_coverage,
  images: row.images,
  top1: row.top1,
  meanPerClass: row.mean_per_class,
  top5: row.top5,
  confusion: fromJson(confusionSchema, row.confusion, 'a confusion matrix'),
  calibration: fromJsonOrNull(calibrationSchema, row.calibration, 'a calibration'),
  corruptions: fromJsonOrNull(corruptionTableSchema, row.corruptions, 'accuracies on corrupted images'),
  features: fromJson(featuresSchema, row.features, 'measures of features'),
  ...(row.batch_norm ? { batchNorm: row.batch_norm } : {}),
});

export function evaluationsByRun(db: Database, runIds: readonly number[]): Map<number, Evaluation[]> {
  const rows = prepared<[string], EvaluationRow>(
    db,
    `SELECT run_id, name, kind, set_id, style_coverage, images, top1, mean_per_class, top5, confusion, calibration,
            corruptions, features, batch_norm
     FROM evaluation WHERE run_id IN (SELECT value FROM json_each(?)) ORDER BY id`,
  ).all(JSON.stringify(runIds));
  const byRun = new Map<number, Evaluation[]>();
  for (const row of rows) {
    const list = byRun.get(row.run_id) ?? [];
    byRun.set(row.run_id, list);
    list.push(toEvaluation(row));
  }
  return byRun;
}

function insertPredictions(db: Database, evaluationId: number, predictions: Predictions): void {
  const { imageIds, trueClasses, predictedClasses, confidences } = predictions;
  const n = imageIds.length;
  if (trueClasses.length !== n || predictedClasses.length !== n || confidences.length !== n) {
    throw new Error('The columns of the predictions differ in length.');
  }
  const insert = prepared<[number, number, number, number, number]>(
    db,
    `INSERT INTO prediction (evaluation_id, true_class, predicted_class, image_id, confidence) VALUES (?, ?, ?, ?, ?)`,
  );
  for (let i = 0; i < n; i++) {
    insert.run(evaluationId, trueClasses[i]!, predictedClasses[i]!, imageIds[i]!, confidences[i]!);
  }
}

/** The same for the same images with the same classes, in whatever order. */
function digestOf({ imageIds, trueClasses }: Predictions): string {
  const images = imageIds.map((id, i) => [id, trueClasses[i]!] as const).toSorted(([a], [b]) => a - b);
  return createHash('sha256').update(JSON.stringify(images)).digest('hex');
}

export const evaluationQueries = {
  /** Stores an evaluation with its predictions, in place of an earlier one of that name and of what that was without doubtful images. */
  'runs.saveEvaluation': (
    db: Database,
    input: { runId: number; evaluation: Evaluation; predictions: Predictions },
  ): void => {
    const { runId, evaluation } = input;
    for (const table of ['evaluation', 'clean_accuracy']) {
      prepared<[number, string]>(db, `DELETE FROM ${table} WHERE run_id = ? AND name = ?`).run(
        runId,
        evaluation.name,
      );
    }
    const result = prepared<[object]>(
      db,
      `INSERT INTO evaluation (run_id, name, kind, set_id, style_coverage, images, top1, mean_per_class, top5, confusion,
                               calibration, corruptions, features, image_digest, batch_norm)
       VALUES (@runId, @name, @kind, @setId, @styleCoverage, @images, @top1, @meanPerClass, @top5, @confusion,
               @calibration, @corruptions, @features, @imageDigest, @batchNorm)`,
    ).run({
      ...evaluation,
      runId,
      confusion: toJson(evaluation.confusion),
      calibration: evaluation.calibration && toJson(evaluation.calibration),
      corruptions: evaluation.corruptions && toJson(evaluation.corruptions),
      features: toJson(evaluation.features),
      imageDigest: digestOf(input.predictions),
      batchNorm: evaluation.batchNorm ?? null,
    });
    insertPredictions(db, insertedId(result), input.predictions);
  },

  /** Ascending ids of what a run was measured on under that name; empty where it was not. */
  'runs.evaluatedImages': (db: Database, input: { runId: number; evaluation: string }): number[] =>
    prepared<[object], { id: number }>(
      db,
      `SELECT image_id AS id FROM evaluation JOIN prediction ON evaluation_id = evaluation.id
       WHERE run_id = @runId AND name = @evaluation ORDER BY image_id`,
    )
      .all(input)
      .map((row) => row.id),

  /** Most confident first. Pictures that were removed meanwhile are left out. */
  'runs.confusionImages': (
    db: Database,
    input: { runId: number; evaluation: string; trueClass: number; predictedClass: number },
  ): number[] =>
    prepared<[object], { id: number }>(
      db,
      `SELECT image.id FROM evaluation
       JOIN prediction ON evaluation_id = evaluation.id
        AND true_class = @trueClass AND predicted_class = @predictedClass
       JOIN image ON image.id = image_id
       WHERE run_id = @runId AND name = @evaluation ORDER BY confidence DESC, image.id`,
    )
      .all(input)
      .map((row) => row.id),

  /**
   * Counts that a run was measured on sealed images. Commit it together with the figures: an evaluation that was given up before has
   * shown nothing to anyone, and counts once when it is taken again.
   */
  'runs.recordOpening': (
    db: Database,
    input: { runId: number; setId: number; kind: 'test' | 'ood' },
  ): void => {
    if (!prepared<[number]>(db, 'SELECT 1 FROM run WHERE id = ?').get(input.runId)) {
      throw new UserError('not-found', 'That run is no longer in the project.');
    }
    prepared<[number, number, string, string]>(
      db,
      'INSERT INTO opening (run_id, set_id, kind, opened_at) VALUES (?, ?, ?, ?)',
    ).run(input.runId, input.setId, input.kind, timestamp());
  },
};
