import type { Database } from 'better-sqlite3';
import type { Split } from '../../../src-shared/domain/image-set.ts';
import { fromFloat16Bits } from '../../../src-shared/float16.ts';
import { prepared } from './statement.ts';

/** Embeddings of some images of a set, in order of their ids. */
export interface EmbeddingPage {
  ids: number[];
  /** Unit-length float16 vectors, one after the other. */
  vectors: Uint8Array;
}

interface VectorRow {
  id: number;
  vector: Buffer;
}

const NEAREST = `
  SELECT image.id, vector FROM image_set
  JOIN image ON image.set_id = image_set.id
  JOIN embedding ON embedding.image_id = image.id AND model_hash = @modelHash
  WHERE role = 'real' AND split = 'train' AND image.id <> @imageId`;

/** The model of the image's score, else the one that embedded it last. */
function modelHashOf(db: Database, imageId: number): string | null {
  return (
    prepared<[object], { modelHash: string }>(
      db,
      `SELECT embedding.model_hash AS modelHash FROM embedding
       LEFT JOIN score ON score.image_id = embedding.image_id
       LEFT JOIN scoring ON scoring.id = scoring_id
       WHERE embedding.image_id = @imageId
       ORDER BY embedding.model_hash = scoring.model_hash DESC,
                (SELECT max(id) FROM scoring AS last WHERE last.model_hash = embedding.model_hash) DESC LIMIT 1`,
    ).get({ imageId })?.modelHash ?? null
  );
}

const halves = (bytes: Buffer): Uint16Array =>
  bytes.byteOffset % 2 === 0
    ? new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2)
    : new Uint16Array(Uint8Array.from(bytes).buffer);

const toFloats = (bytes: Buffer): Float32Array => Float32Array.from(halves(bytes), fromFloat16Bits);

/** Every float16 pattern's value: decoding 20,000 vectors is then a matter of milliseconds. */
let valuesOfHalves: Float32Array | undefined;
const decodeTable = (): Float32Array =>
  (valuesOfHalves ??= Float32Array.from({ length: 65_536 }, (_, bits) => fromFloat16Bits(bits)));

function dot(query: Float32Array, bytes: Buffer, table: Float32Array): number {
  const other = halves(bytes);
  let sum = 0;
  for (let i = 0; i < query.length; i++) sum += query[i]! * table[other[i]!]!;
  return sum;
}

export const embeddingQueries = {
  /** For going through all embeddings of a set, or of one split of it, by one model. */
  'embeddings.page': (
    db: Database,
    input: { modelHash: string; setId: number; split: Split | null; afterId: number; limit: number },
  ): EmbeddingPage => {
    const rows = prepared<[object], VectorRow>(
      db,
      `SELECT image.id, vector FROM image
       JOIN embedding ON embedding.image_id = image.id AND model_hash = @modelHash
       WHERE set_id = @setId AND (@split IS NULL OR split = @split) AND image.id > @afterId
       ORDER BY image.id LIMIT @limit`,
    ).all(input);
    return { ids: rows.map(({ id }) => id), vectors: Buffer.concat(rows.map(({ vector }) => vector)) };
  },

  /** Real training images by cosine with an image, nearest first; empty where the image has no embedding. Test images are never shown. */
  'embeddings.nearestReal': (
    db: Database,
    input: { imageId: number; count: number },
  ): { imageId: number; similarity: number }[] => {
    const { imageId, count } = input;
    const modelHash = modelHashOf(db, imageId);
    if (modelHash === null) return [];
    const own = prepared<[number, string], { vector: Buffer }>(
      db,
      'SELECT vector FROM embedding WHERE image_id = ? AND model_hash = ?',
    ).get(imageId, modelHash);
    if (!own) return [];
    const query = toFloats(own.vector);
    const table = decodeTable();
    const found: { imageId: number; similarity: number }[] = [];
    for (const { id, vector } of prepared<[object], VectorRow>(db, NEAREST).iterate({ modelHash, imageId })) {
      found.push({ imageId: id, similarity: dot(query, vector, table) });
    }
    return found.toSorted((a, b) => b.similarity - a.similarity || a.imageId - b.imageId).slice(0, count);
  },
};
