import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { GeneratedFrom, GeneratorKind } from '../../../src-shared/domain/generation.ts';
import type { PromptOrigin } from '../../../src-shared/domain/prompt.ts';
import { fromJson, toJson } from './json-columns.ts';
import { insertedId, prepared, timestamp } from './statement.ts';

/** How a generated picture was made; entered with it. */
export interface NewProvenance {
  /** Images of one job with the same generator, model and settings share this. */
  generation: {
    jobId: number | null;
    generator: GeneratorKind;
    model: string;
    /** SHA-256 over the model's files; null where another program made the image. */
    modelHash: string | null;
    /** In display order. */
    settings: Record<string, string | number>;
  };
  promptId: number | null;
  promptText: string;
  negativePrompt: string;
  origin: PromptOrigin;
  context: string | null;
  style: string | null;
  seed: number | null;
  attempt: number;
}

function generationId(db: Database, setId: number, generation: NewProvenance['generation']): number {
  const { jobId, generator, model, modelHash } = generation;
  const binding = { jobId, setId, generator, model, modelHash, settings: toJson(generation.settings) };
  const known = prepared<[object], { id: number }>(
    db,
    `SELECT id FROM generation WHERE job_id IS @jobId AND set_id = @setId AND generator = @generator
       AND model = @model AND model_hash IS @modelHash AND settings = @settings`,
  ).get(binding);
  if (known) return known.id;
  return insertedId(
    prepared<[object]>(
      db,
      `INSERT INTO generation (job_id, set_id, generator, model, model_hash, settings, created_at)
       VALUES (@jobId, @setId, @generator, @model, @modelHash, @settings, @createdAt)`,
    ).run({ ...binding, createdAt: timestamp() }),
  );
}

/** A prompt that was removed meanwhile leaves its text behind. */
const INSERT = `INSERT INTO generated_image
  (image_id, generation_id, prompt_id, prompt_text, negative_prompt, origin, context, style, seed, attempt)
  VALUES (@imageId, @generationId, (SELECT id FROM prompt WHERE id = @promptId), @promptText, @negativePrompt,
          @origin, @context, @style, @seed, @attempt)`;

/** Says of an image that was just entered how it was made. */
export function recordProvenance(
  db: Database,
  setId: number,
  imageId: number,
  { generation, ...made }: NewProvenance,
): void {
  prepared<[object]>(db, INSERT).run({
    ...made,
    imageId,
    generationId: generationId(db, setId, generation),
  });
}

interface Row extends Omit<GeneratedFrom, 'settings'> {
  imageId: number;
  settings: string;
}

const settingsSchema = z.record(z.string(), z.union([z.string(), z.number()]));

/** How those of the images were made that a generator made. */
export function provenanceOf(db: Database, imageIds: readonly number[]): Map<number, GeneratedFrom> {
  const rows = prepared<[string], Row>(
    db,
    `SELECT image_id AS imageId, generator, model, model_hash AS modelHash, prompt_id AS promptId,
            prompt_text AS promptText, negative_prompt AS negativePrompt, origin, context, style, seed, attempt,
            settings, job_id AS jobId
     FROM generated_image JOIN generation ON generation.id = generation_id
     WHERE image_id IN (SELECT value FROM json_each(?))`,
  ).all(JSON.stringify(imageIds));
  return new Map(
    rows.map(({ imageId, settings, ...made }) => [
      imageId,
      { ...made, settings: fromJson(settingsSchema, settings, 'the settings of a generation') },
    ]),
  );
}
