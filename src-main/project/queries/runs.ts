import type { Database } from 'better-sqlite3';
import type { Run, RunGeneration, RunStatus, ShortcutProbe } from '../../../src-shared/domain/run.ts';
import {
  type RecipeName,
  type TrainingSettings,
  trainingSettingsSchema,
} from '../../../src-shared/domain/training.ts';
import { type ErrorReport, UserError } from '../../../src-shared/errors.ts';
import { withCleanAccuracies } from './clean-accuracies.ts';
import { evaluationsByRun } from './evaluations.ts';
import { insertJob, type NewJob } from './job-rows.ts';
import {
  errorFromColumn,
  fromJson,
  generationSchema,
  nameListSchema,
  numberListSchema,
  shortcutSchema,
  toJson,
} from './json-columns.ts';
import { insertedId, prepared, timestamp } from './statement.ts';

export interface NewRun {
  experiment: string;
  recipe: RecipeName;
  seed: number;
  settings: TrainingSettings;
  realSetId: number;
  syntheticSetIds: readonly number[];
  images: { real: number; synthetic: number };
  digests: Run['digests'];
  /** In label order. */
  classNames: readonly string[];
  totalSteps: number;
  generation?: RunGeneration | null;
  drawn: boolean;
}

/** What changes while a run goes on; absent fields stay. */
export interface RunChanges {
  status?: RunStatus;
  step?: number;
  totalSteps?: number;
  images?: { real: number; synthetic: number };
  imagesPerSecond?: number | null;
  dataWaitShare?: number | null;
  bestValAccuracy?: number | null;
  shortcut?: ShortcutProbe | null;
  finishedAt?: string | null;
  error?: ErrorReport | null;
  notes?: readonly string[];
}

interface RunRow {
  id: number;
  job_id: number | null;
  experiment: string;
  recipe: RecipeName;
  seed: number;
  status: RunStatus;
  settings: string;
  real_set_id: number;
  synthetic_set_ids: string;
  real_images: number;
  synthetic_images: number;
  data_digest: string;
  synthetic_digest: string;
  class_names: string;
  step: number;
  total_steps: number;
  images_per_second: number | null;
  data_wait_share: number | null;
  best_val_accuracy: number | null;
  shortcut: string | null;
  generation: string | null;
  drawn: number;
  error: string | null;
  notes: string;
  created_at: string;
  finished_at: string | null;
}

const toRun = (row: RunRow, evaluations: Run['evaluations']): Run => ({
  id: row.id,
  jobId: row.job_id,
  experiment: row.experiment,
  recipe: row.recipe,
  seed: row.seed,
  status: row.status,
  settings: fromJson(trainingSettingsSchema, row.settings, 'the settings of a run'),
  realSetId: row.real_set_id,
  syntheticSetIds: fromJson(numberListSchema, row.synthetic_set_ids, 'the sets of a run'),
  images: { real: row.real_images, synthetic: row.synthetic_images },
  digests: { data: row.data_digest, synthetic: row.synthetic_digest },
  classNames: fromJson(nameListSchema, row.class_names, 'the classes of a run'),
  step: row.step,
  totalSteps: row.total_steps,
  imagesPerSecond: row.images_per_second,
  dataWaitShare: row.data_wait_share,
  bestValAccuracy: row.best_val_accuracy,
  evaluations,
  shortcut: row.shortcut ? fromJson(shortcutSchema, row.shortcut, 'the shortcut probe of a run') : null,
  generation: row.generation ? fromJson(generationSchema, row.generation, 'the generation of a run') : null,
  createdAt: row.created_at,
  finishedAt: row.finished_at,
  error: row.error ? errorFromColumn(row.error) : null,
  notes: fromJson(nameListSchema, row.notes, 'the notes of a run'),
  drawn: row.drawn === 1,
});

const COLUMNS = `id, job_id, experiment, recipe, seed, status, settings, real_set_id, synthetic_set_ids, real_images,
  synthetic_images, data_digest, synthetic_digest, class_names, step, total_steps, images_per_second, data_wait_share, best_val_accuracy, drawn,
  shortcut, generation, error, notes, created_at, finished_at`;

function selectRuns(db: Database, where: string, binding: readonly number[]): Run[] {
  const rows = prepared<number[], RunRow>(db, `SELECT ${COLUMNS} FROM run ${where} ORDER BY id`).all(
    ...binding,
  );
  const ids = rows.map((row) => row.id);
  const evaluations = withCleanAccuracies(db, evaluationsByRun(db, ids));
  return rows.map((row) => toRun(row, evaluations.get(row.id) ?? []));
}

const noRun = (): UserError => new UserError('not-found', 'That run is no longer in the project.');

function insertRun(db: Database, run: NewRun, jobId: number | null): number {
  const result = prepared<[object]>(
    db,
    `INSERT INTO run (job_id, experiment, recipe, seed, status, settings, real_set_id, synthetic_set_ids, real_images,
                      synthetic_images, data_digest, synthetic_digest, class_names, total_steps, generation, drawn, created_at)
     VALUES (@jobId, @experiment, @recipe, @seed, 'queued', @settings, @realSetId, @syntheticSetIds, @realImages,
             @syntheticImages, @dataDigest, @syntheticDigest, @classNames, @totalSteps, @generation, @drawn, @createdAt)`,
  ).run({
    jobId,
    experiment: run.experiment,
    recipe: run.recipe,
    seed: run.seed,
    settings: toJson(run.settings),
    realSetId: run.realSetId,
    syntheticSetIds: toJson(run.syntheticSetIds),
    realImages: run.images.real,
    syntheticImages: run.images.synthetic,
    dataDigest: run.digests.data,
    syntheticDigest: run.digests.synthetic,
    classNames: toJson(run.classNames),
    totalSteps: run.totalSteps,
    generation: run.generation ? toJson(run.generation) : null,
    drawn: run.drawn ? 1 : 0,
    createdAt: timestamp(),
  });
  return insertedId(result);
}

function changedColumns(changes: RunChanges): Record<string, string | number | null> {
  const { images, error, notes, shortcut, ...rest } = changes;
  const columns: Record<string, string | number | null | undefined> = {
    status: rest.status,
    step: rest.step,
    total_steps: rest.totalSteps,
    images_per_second: rest.imagesPerSecond,
    data_wait_share: rest.dataWaitShare,
    best_val_accuracy: rest.bestValAccuracy,
    finished_at: rest.finishedAt,
    real_images: images?.real,
    synthetic_images: images?.synthetic,
    shortcut: shortcut && toJson(shortcut),
    error: error ? toJson(error) : error,
    notes: notes && toJson(notes),
  };
  return Object.fromEntries(
    Object.entries(columns).filter(
      (entry): entry is [string, string | number | null] => entry[1] !== undefined,
    ),
  );
}

export const runQueries = {
  'runs.list': (db: Database): Run[] => selectRuns(db, '', []),

  /** Null if there is no such run. */
  'runs.get': (db: Database, runId: number): Run | null => selectRuns(db, 'WHERE id = ?', [runId])[0] ?? null,

  'runs.ofJob': (db: Database, jobId: number): Run[] => selectRuns(db, 'WHERE job_id = ?', [jobId]),

  /** Runs that belong to no job; ids in order. */
  'runs.create': (db: Database, runs: readonly NewRun[]): number[] =>
    runs.map((run) => insertRun(db, run, null)),

  /** Queues a job together with the runs that it will train, or neither. */
  'runs.enqueue': (
    db: Database,
    input: { job: NewJob; runs: readonly NewRun[] },
  ): { jobId: number; runIds: number[] } => {
    const jobId = insertJob(db, input.job);
    return { jobId, runIds: input.runs.map((run) => insertRun(db, run, jobId)) };
  },

  'runs.update': (db: Database, input: { runId: number; changes: RunChanges }): void => {
    const columns = changedColumns(input.changes);
    const assignments = Object.keys(columns).map((column) => `${column} = @${column}`);
    if (assignments.length === 0) return;
    const sql = `UPDATE run SET ${assignments.join(', ')} WHERE id = @id`;
    if (prepared<[object]>(db, sql).run({ ...columns, id: input.runId }).changes === 0) throw noRun();
  },

  /** Adds what the run does not say yet, in order. */
  'runs.addNotes': (db: Database, input: { runId: number; notes: readonly string[] }): void => {
    const row = prepared<[number], { notes: string }>(db, 'SELECT notes FROM run WHERE id = ?').get(
      input.runId,
    );
    if (!row) throw noRun();
    const known = fromJson(nameListSchema, row.notes, 'the notes of a run');
    const notes = [...new Set([...known, ...input.notes])];
    prepared<[string, number]>(db, 'UPDATE run SET notes = ? WHERE id = ?').run(toJson(notes), input.runId);
  },

  /** What a resumed run must go on with: the plan of its lowering and where its last checkpoint lies. JSON, opaque here. */
  'runs.setResumePoint': (
    db: Database,
    input: { runId: number; step: number; plan: unknown; checkpoint: unknown },
  ): void => {
    const result = prepared<[number, string, string, number]>(
      db,
      'UPDATE run SET step = ?, plan = ?, checkpoint = ? WHERE id = ?',
    ).run(input.step, toJson(input.plan), toJson(input.checkpoint), input.runId);
    if (result.changes === 0) throw noRun();
  },

  /** Removes a run with its curves and evaluations; how often it opened the test split stays counted. 'conflict' while it is unfinished. */
  'runs.remove': (db: Database, runId: number): void => {
    const run = prepared<[number], { status: RunStatus; job_id: number | null }>(
      db,
      'SELECT status, job_id FROM run WHERE id = ?',
    ).get(runId);
    if (!run) throw noRun();
    if (
      run.job_id !== null &&
      (run.status === 'queued' || run.status === 'running' || run.status === 'paused')
    ) {
      throw new UserError('conflict', 'This run is not finished.', 'Cancel its job first.');
    }
    prepared<[number]>(db, 'DELETE FROM run WHERE id = ?').run(runId);
  },

  /** Every run's id, for the sweep of the runs folder. */
  'runs.ids': (db: Database): number[] =>
    prepared<[], { id: number }>(db, 'SELECT id FROM run')
      .all()
      .map((row) => row.id),
};
