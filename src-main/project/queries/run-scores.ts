import type { Database } from 'better-sqlite3';
import type { StyleCoverage } from '../../../src-shared/domain/image-set.ts';
import type { CleanAccuracy, Evaluation, RunGeneration } from '../../../src-shared/domain/run.ts';
import type { RecipeName } from '../../../src-shared/domain/training.ts';
import { fromJsonOrNull, generationSchema, shortcutSchema } from './json-columns.ts';
import { prepared } from './statement.ts';

/** One finished run's accuracy on one set, from which tables over seeds are made. */
export interface Score {
  runId: number;
  /** Of this measurement: an evaluation that takes its place has another one. */
  evaluationId: number;
  experiment: string;
  recipe: RecipeName;
  seed: number;
  name: string;
  kind: Evaluation['kind'];
  styleCoverage: StyleCoverage;
  images: number;
  /** Of these images and their classes; null for a measurement by an earlier version. */
  imageDigest: string | null;
  top1: number;
  meanPerClass: number;
  clean: Pick<CleanAccuracy, 'images' | 'top1'> | null;
  generation: RunGeneration | null;
  /** Area under the ROC curve of the run's shortcut probe. */
  shortcut: number | null;
}

interface ScoreRow extends Omit<Score, 'clean' | 'generation' | 'shortcut'> {
  cleanImages: number | null;
  cleanTop1: number | null;
  generation: string | null;
  shortcut: string | null;
}

const SCORES = `
  SELECT run.id AS runId, evaluation.id AS evaluationId, experiment, recipe, seed, evaluation.name, kind, style_coverage AS styleCoverage,
         evaluation.images, image_digest AS imageDigest, evaluation.top1, evaluation.mean_per_class AS meanPerClass,
         clean_accuracy.images AS cleanImages, clean_accuracy.top1 AS cleanTop1, generation, shortcut
  FROM run JOIN evaluation ON evaluation.run_id = run.id
  LEFT JOIN clean_accuracy ON clean_accuracy.run_id = run.id AND clean_accuracy.name = evaluation.name
  WHERE status = 'done' AND kind IN ('val', 'test', 'ood') AND batch_norm IS NULL
  ORDER BY experiment, recipe, seed, run.id, evaluation.id`;

function toScore({ cleanImages, cleanTop1, generation, shortcut, ...score }: ScoreRow): Score {
  return {
    ...score,
    clean: cleanImages === null || cleanTop1 === null ? null : { images: cleanImages, top1: cleanTop1 },
    generation: fromJsonOrNull(generationSchema, generation, 'the generation of a run'),
    shortcut: fromJsonOrNull(shortcutSchema, shortcut, 'the shortcut probe of a run')?.auc ?? null,
  };
}

/** For which images of a set a run told the class. */
export interface Hits {
  /** Ascending. */
  imageIds: Int32Array;
  /** 1 where it told the class of that image, else 0. */
  hits: Uint8Array;
}

export const runScoreQueries = {
  /** Scores of all finished runs on what recipes are compared by, in order of experiment, recipe and seed. */
  'runs.scores': (db: Database): Score[] => prepared<[], ScoreRow>(db, SCORES).all().map(toScore),

  /** By the id of an evaluation; empty where another one took its place. */
  'runs.hits': (db: Database, evaluationId: number): Hits => {
    const rows = prepared<[number], [number, number]>(
      db,
      `SELECT image_id, true_class = predicted_class FROM prediction WHERE evaluation_id = ? ORDER BY image_id`,
    )
      .raw()
      .all(evaluationId);
    return {
      imageIds: Int32Array.from(rows, ([id]) => id),
      hits: Uint8Array.from(rows, ([, hit]) => hit),
    };
  },
};
