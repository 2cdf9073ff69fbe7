import type { Database } from 'better-sqlite3';
import type { PromptOrigin } from '../../../src-shared/domain/prompt.ts';
import { SCORE_OF_IMAGE } from './image-filter.ts';
import { prepared } from './statement.ts';

/** An image that a model has embedded, as far as groups of images need to know it. */
export interface EmbeddedImage {
  id: number;
  classId: number;
  /** Null where no generator made it, or by nobody knows what prompt. */
  origin: PromptOrigin | null;
  /** Of its own class; null without a score. */
  probability: number | null;
}

export interface EmbeddedImages {
  modelHash: string;
  /** Of the newest scoring with the model. */
  model: string;
  synthetic: EmbeddedImage[];
  /** Real train images; test images are never looked at. */
  real: EmbeddedImage[];
  /** Synthetic images without an embedding by the model. */
  notEmbedded: number;
}

interface Wanted {
  setIds: readonly number[] | null;
  classId: number | null;
  keptOnly: boolean;
}

const IMAGES = `
  image_set JOIN image ON image.set_id = image_set.id
  LEFT JOIN embedding ON embedding.image_id = image.id AND embedding.model_hash = @modelHash
  LEFT JOIN generated_image AS made ON made.image_id = image.id
  LEFT JOIN score ON ${SCORE_OF_IMAGE}
  WHERE (@classId IS NULL OR image.class_id = @classId)`;
const SYNTHETIC = `
  AND role = 'synthetic' AND (NOT @keptOnly OR verdict = 'keep')
  AND (@setIds IS NULL OR image.set_id IN (SELECT value FROM json_each(@setIds)))`;
const COLUMNS = 'image.id, image.class_id AS classId, made.origin, score.probability';

export const diversityQueries = {
  /** By the model that scored last; null before any did. */
  'diversity.images': (db: Database, wanted: Wanted): EmbeddedImages | null => {
    const scoring = prepared<[], { modelHash: string; model: string }>(
      db,
      'SELECT model_hash AS modelHash, model FROM scoring ORDER BY id DESC LIMIT 1',
    ).get();
    if (!scoring) return null;
    const binding = {
      modelHash: scoring.modelHash,
      setIds: wanted.setIds ? JSON.stringify(wanted.setIds) : null,
      classId: wanted.classId,
      keptOnly: wanted.keptOnly ? 1 : 0,
    };
    const select = (where: string): EmbeddedImage[] =>
      prepared<[object], EmbeddedImage>(
        db,
        `SELECT ${COLUMNS} FROM ${IMAGES} AND vector IS NOT NULL ${where} ORDER BY image.id`,
      ).all(binding);
    return {
      ...scoring,
      synthetic: select(SYNTHETIC),
      real: select(`AND role = 'real' AND split = 'train'`),
      notEmbedded:
        prepared<[object], { n: number }>(
          db,
          `SELECT count(*) AS n FROM ${IMAGES} AND vector IS NULL ${SYNTHETIC}`,
        ).get(binding)?.n ?? 0,
    };
  },

  /** Unit-length float16 vectors in the order of the ids, one after the other. @throws Error for an image without one. */
  'diversity.vectors': (db: Database, input: { modelHash: string; ids: readonly number[] }): Uint8Array => {
    const rows = prepared<[string, string], { vector: Buffer | null }>(
      db,
      `SELECT vector FROM json_each(?) AS wanted
       LEFT JOIN embedding ON image_id = wanted.value AND model_hash = ? ORDER BY wanted.key`,
    ).all(JSON.stringify(input.ids), input.modelHash);
    return Buffer.concat(
      rows.map(({ vector }) => {
        if (!vector) throw new Error('An image has no embedding by this model.');
        return vector;
      }),
    );
  },
};
