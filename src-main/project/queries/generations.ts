import type { Database } from 'better-sqlite3';
import type { MadeImages, PromptCount } from '../../../src-shared/api/generation.ts';
import type { GeneratorKind } from '../../../src-shared/domain/generation.ts';
import { VERSION_DIGITS } from '../../../src-shared/domain/image-set.ts';
import type { PromptOrigin } from '../../../src-shared/domain/prompt.ts';
import { prepared } from './statement.ts';

/** A prompt as a generation takes it over. */
export interface GenerationPrompt {
  id: number;
  classId: number;
  text: string;
  origin: PromptOrigin;
  context: string | null;
  style: string | null;
}

/** Absent fields do not restrict. */
export interface PromptChoice {
  classIds?: readonly number[] | undefined;
  origins?: readonly PromptOrigin[] | undefined;
  promptIds?: readonly number[] | undefined;
}

type LatestImage = MadeImages['latest'][number];

/**
 * Generated images of one set by what they came from; `live` are those that are kept or undecided. A class has as many `places` as images that
 * were not made to replace a rejected one.
 */
export interface SetTally {
  classes: { classId: number; live: number; places: number }[];
  prompts: { promptId: number; attempt: number; live: number; rejected: number }[];
  generators: { generator: GeneratorKind; model: string }[];
}

const PROMPTS = `
  SELECT prompt.id, class_id AS classId, text, origin, context, style
  FROM prompt JOIN class ON class.id = class_id
  WHERE archived = 0
    AND (@classIds IS NULL OR class_id IN (SELECT value FROM json_each(@classIds)))
    AND (@origins IS NULL OR origin IN (SELECT value FROM json_each(@origins)))
    AND (@promptIds IS NULL OR prompt.id IN (SELECT value FROM json_each(@promptIds)))
  ORDER BY class.position, prompt.id`;

const CLASS_TALLY = `
  SELECT class_id AS classId, sum(verdict <> 'reject') AS live, sum(coalesce(attempt, 1) = 1) AS places
  FROM image LEFT JOIN generated_image ON image_id = image.id
  WHERE set_id = ? GROUP BY class_id`;

const PROMPT_TALLY = `
  SELECT prompt_id AS promptId, attempt, sum(verdict <> 'reject') AS live, sum(verdict = 'reject') AS rejected
  FROM generated_image JOIN image ON image.id = image_id
  WHERE set_id = ? AND prompt_id IS NOT NULL GROUP BY prompt_id, attempt`;

/** Seeds of pictures that are there, and of those that some job of the set is still to make or could not make. */
const USED_SEEDS = `
  SELECT seed FROM generated_image JOIN image ON image.id = image_id
  WHERE set_id = @setId AND seed IS NOT NULL
  UNION
  SELECT json_extract(payload, '$.seed') FROM job_item WHERE job_id IN (
    SELECT id FROM job WHERE kind = 'generate' AND id <> @jobId AND json_extract(settings, '$.setId') = @setId)`;

/** What the images of a set that are not rejected come from; nulls for one that nothing is known of. */
export interface SetOrigin {
  generator: GeneratorKind | null;
  model: string | null;
  modelHash: string | null;
  /** JSON. */
  settings: string | null;
  /** Base seed of the job; null where it is no longer listed. */
  seed: number | null;
}

const ORIGINS = `
  WITH used AS (
    SELECT DISTINCT generation_id FROM image LEFT JOIN generated_image ON image_id = image.id
    WHERE set_id IN (SELECT value FROM json_each(@setIds)) AND verdict <> 'reject')
  SELECT DISTINCT generator, model, model_hash AS modelHash, generation.settings,
         json_extract(job.settings, '$.seed') AS seed
  FROM used LEFT JOIN generation ON generation.id = generation_id LEFT JOIN job ON job.id = job_id
  ORDER BY 1, 2, 3, 4, 5`;

const PROMPT_TEXTS = `
  SELECT DISTINCT prompt_text FROM image JOIN generated_image ON image_id = image.id
  WHERE set_id IN (SELECT value FROM json_each(@setIds)) AND verdict <> 'reject' ORDER BY 1`;

const listOrNull = (values: readonly unknown[] | undefined): string | null =>
  values === undefined ? null : JSON.stringify(values);

export const generationQueries = {
  /** Prompts that are not archived, in class order, then as written. */
  'generations.prompts': (db: Database, choice: PromptChoice): GenerationPrompt[] =>
    prepared<[object], GenerationPrompt>(db, PROMPTS).all({
      classIds: listOrNull(choice.classIds),
      origins: listOrNull(choice.origins),
      promptIds: listOrNull(choice.promptIds),
    }),

  /** How many prompts there are to choose from. */
  'generations.promptCounts': (db: Database): PromptCount[] =>
    prepared<[], PromptCount>(
      db,
      `SELECT class_id AS classId, origin, count(*) AS prompts FROM prompt
       WHERE archived = 0 GROUP BY class_id, origin`,
    ).all(),

  'generations.tally': (db: Database, setId: number): SetTally => ({
    classes: prepared<[number], SetTally['classes'][number]>(db, CLASS_TALLY).all(setId),
    prompts: prepared<[number], SetTally['prompts'][number]>(db, PROMPT_TALLY).all(setId),
    generators: prepared<[number], SetTally['generators'][number]>(
      db,
      'SELECT DISTINCT generator, model FROM generation WHERE set_id = ?',
    ).all(setId),
  }),

  /** Seeds that a job must not use again for this set, except its own. */
  'generations.usedSeeds': (db: Database, input: { setId: number; jobId: number }): number[] =>
    prepared<[object], [number]>(db, USED_SEEDS)
      .raw()
      .all(input)
      .map(([seed]) => seed),

  /** Where the images of some sets come from, each origin once, and the prompts that they were made for. */
  'generations.origins': (
    db: Database,
    setIds: readonly number[],
  ): { origins: SetOrigin[]; prompts: string[] } => {
    const binding = { setIds: JSON.stringify(setIds) };
    return {
      origins: prepared<[object], SetOrigin>(db, ORIGINS).all(binding),
      prompts: prepared<[object], [string]>(db, PROMPT_TEXTS)
        .raw()
        .all(binding)
        .map(([text]) => text),
    };
  },

  /** What a job has made so far, by verdict, and the newest of it. */
  'generations.made': (
    db: Database,
    input: { jobId: number; latest: number },
  ): { setId: number | null; verdicts: Record<string, number>; latest: LatestImage[] } => {
    const verdicts = prepared<[number], { verdict: string; n: number }>(
      db,
      `SELECT verdict, count(*) AS n FROM generation
       JOIN generated_image ON generation_id = generation.id JOIN image ON image.id = image_id
       WHERE job_id = ? GROUP BY verdict`,
    ).all(input.jobId);
    const latest = prepared<[number, number, number], LatestImage>(
      db,
      `SELECT image_id AS id, prompt_text AS prompt, substr(sha256, 1, ?) AS version
       FROM generated_image JOIN image ON image.id = image_id
       WHERE generation_id IN (SELECT id FROM generation WHERE job_id = ?) ORDER BY image_id DESC LIMIT ?`,
    ).all(VERSION_DIGITS, input.jobId, input.latest);
    const set = prepared<[number], { setId: number }>(
      db,
      'SELECT set_id AS setId FROM generation WHERE job_id = ? LIMIT 1',
    ).get(input.jobId);
    return {
      setId: set?.setId ?? null,
      verdicts: Object.fromEntries(verdicts.map(({ verdict, n }) => [verdict, n])),
      latest,
    };
  },
};
