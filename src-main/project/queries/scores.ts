import type { Database } from 'better-sqlite3';
import type { ImageScore } from '../../../src-shared/domain/score.ts';
import type { ImageFile } from './image-rows.ts';
import { SCORE_OF_IMAGE } from './image-filter.ts';
import { toJson } from './json-columns.ts';
import { type PromptSet, promptKey } from './prompt-set.ts';
import { insertedId, prepared, timestamp } from './statement.ts';

/** A scoring as it is begun: one a job. */
export interface NewScoring {
  jobId: number;
  modelId: string;
  /** Its name. */
  model: string;
  modelHash: string;
  logitScale: number;
  promptSet: PromptSet;
  /** float32, [classes of the prompt set, dimension]. */
  embeddings: Uint8Array;
}

export interface BegunScoring {
  id: number;
  embeddings: Uint8Array;
}

export interface PendingImage {
  id: number;
  /** Of its file, for display. */
  name: string;
}

/** What an image brings along for its scoring. */
export interface ScoringImage extends ImageFile {
  classId: number;
  /** Unit-length float16 embedding by the model, if it has one already. */
  vector: Uint8Array | null;
}

export interface NewScore {
  imageId: number;
  modelHash: string;
  /** Absent when the stored one was used. */
  vector?: Uint8Array;
  /** Absent for images that are only embedded. */
  score?: {
    scoringId: number;
    classId: number;
    probability: number;
    bestClassId: number;
    bestProbability: number;
  };
}

interface ScoreRow extends ImageScore {
  imageId: number;
}

/** Scores of those of the images that have one for their class. */
export function scoresOf(db: Database, imageIds: readonly number[]): Map<number, ImageScore> {
  const rows = prepared<[string], ScoreRow>(
    db,
    `SELECT image.id AS imageId, scoring_id AS scoringId, probability, best_class_id AS bestClassId,
            best_probability AS bestProbability, model, scoring.created_at AS scoredAt
     FROM json_each(?) AS wanted
     CROSS JOIN image ON image.id = wanted.value
     JOIN score ON ${SCORE_OF_IMAGE}
     JOIN scoring ON scoring.id = scoring_id`,
  ).all(JSON.stringify(imageIds));
  return new Map(rows.map(({ imageId, ...score }) => [imageId, score]));
}

const begun = (db: Database, jobId: number): BegunScoring | null =>
  prepared<[number], BegunScoring>(db, 'SELECT id, embeddings FROM scoring WHERE job_id = ?').get(jobId) ??
  null;

export const scoreQueries = {
  /** What the job compares with, if it has begun. */
  'scores.begun': (db: Database, jobId: number): BegunScoring | null => begun(db, jobId),

  /** Once a job: a scoring that it began before stands. */
  'scores.begin': (db: Database, scoring: NewScoring): BegunScoring => {
    const known = begun(db, scoring.jobId);
    if (known) return known;
    const { promptSet, embeddings } = scoring;
    const result = prepared<[object]>(
      db,
      `INSERT INTO scoring (job_id, model_id, model, model_hash, logit_scale, prompt_set, prompt_key, embeddings, created_at)
       VALUES (@jobId, @modelId, @model, @modelHash, @logitScale, @promptSet, @promptKey, @embeddings, @createdAt)`,
    ).run({
      ...scoring,
      promptSet: toJson(promptSet),
      promptKey: promptKey(promptSet),
      createdAt: timestamp(),
    });
    return { id: insertedId(result), embeddings };
  },

  /**
   * Images to score (of these synthetic sets), and images that only need an embedding (of all real and OOD sets), in order of id. `again`:
   * also those that have what they need.
   */
  'scores.pending': (
    db: Database,
    input: { setIds: readonly number[]; modelHash: string; promptSet: PromptSet; again: boolean },
  ): { score: PendingImage[]; embed: PendingImage[] } => {
    const { modelHash } = input;
    const again = input.again ? 1 : 0;
    const score = prepared<[object], PendingImage>(
      db,
      `SELECT image.id, source_name AS name FROM image
       WHERE set_id IN (SELECT value FROM json_each(@setIds))
         AND (@again OR NOT EXISTS (
           SELECT 1 FROM score JOIN scoring ON scoring.id = scoring_id
           WHERE ${SCORE_OF_IMAGE} AND model_hash = @modelHash AND prompt_key = @promptKey))
       ORDER BY image.id`,
    ).all({ setIds: JSON.stringify(input.setIds), again, modelHash, promptKey: promptKey(input.promptSet) });
    const embed = prepared<[object], PendingImage>(
      db,
      `SELECT image.id, source_name AS name FROM image_set JOIN image ON image.set_id = image_set.id
       WHERE role <> 'synthetic'
         AND (@again OR NOT EXISTS (SELECT 1 FROM embedding WHERE image_id = image.id AND model_hash = @modelHash))
       ORDER BY image.id`,
    ).all({ again, modelHash });
    return { score, embed };
  },

  /** In no particular order; images that were removed meanwhile are left out. */
  'scores.images': (
    db: Database,
    input: { imageIds: readonly number[]; modelHash: string },
  ): ScoringImage[] =>
    prepared<[object], ScoringImage>(
      db,
      `SELECT image.id, storage, reference_path AS referencePath, sha256, format, class_id AS classId, vector
       FROM json_each(@ids) AS wanted
       CROSS JOIN image ON image.id = wanted.value
       LEFT JOIN embedding ON embedding.image_id = image.id AND model_hash = @modelHash`,
    ).all({ ids: JSON.stringify(input.imageIds), modelHash: input.modelHash }),

  /** Nothing happens for an image that was removed meanwhile. */
  'scores.save': (db: Database, { imageId, modelHash, vector, score }: NewScore): void => {
    if (!prepared<[number]>(db, 'SELECT 1 FROM image WHERE id = ?').get(imageId)) return;
    if (vector) {
      prepared<[number, string, Uint8Array]>(
        db,
        'INSERT OR REPLACE INTO embedding (image_id, model_hash, vector) VALUES (?, ?, ?)',
      ).run(imageId, modelHash, vector);
    }
    if (score) {
      prepared<[object]>(
        db,
        `INSERT OR REPLACE INTO score (image_id, scoring_id, class_id, probability, best_class_id, best_probability)
         VALUES (@imageId, @scoringId, @classId, @probability, @bestClassId, @bestProbability)`,
      ).run({ ...score, imageId });
    }
  },
};
