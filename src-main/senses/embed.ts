import { fillTemplate } from '../../src-shared/prompts/prompt-template.ts';
import type { Engine } from '../engine/engine.ts';
import { fromFloat16Bits } from '../../src-shared/float16.ts';
import type { DatabaseCall, Database } from '../project/database.ts';
import { imageFilePath } from '../project/files.ts';
import type { Project } from '../project/project.ts';

export interface Embedder {
  readonly project: Project;
  readonly engine: Engine;
  /** The CLIP folder, and the hash of its files. */
  readonly folder: string;
  readonly modelHash: string;
  readonly signal: AbortSignal;
}

/** Rows of unit length, float32. */
export interface PhraseEmbeddings {
  readonly rows: Float32Array;
  readonly dimension: number;
}

/** What images are compared with (docs/methods.md 2). */
const TEMPLATE = 'a photo of {a phrase}';
const IMAGES_AT_ONCE = 256;

export async function embedPhrases(
  { engine, folder, signal }: Embedder,
  phrases: readonly string[],
): Promise<PhraseEmbeddings> {
  const prompts = phrases.map((phrase) => [fillTemplate(TEMPLATE, { phrase, className: phrase })]);
  const { embeddings, dimension } = await engine.run('scoring.classes', { folder, prompts }, { signal });
  return { rows: new Float32Array(Uint8Array.from(embeddings).buffer), dimension };
}

/**
 * Embeddings of these images by id: stored ones where there are some, else made and stored. An image that cannot be read is left out.
 */
export async function embedImages(
  embedder: Embedder,
  imageIds: readonly number[],
  phrases: PhraseEmbeddings,
  onProgress: (done: number) => void,
): Promise<Map<number, Float32Array>> {
  const found = new Map<number, Float32Array>();
  for (let from = 0; from < imageIds.length; from += IMAGES_AT_ONCE) {
    embedder.signal.throwIfAborted();
    for (const [id, bytes] of await embedBatch(
      embedder,
      imageIds.slice(from, from + IMAGES_AT_ONCE),
      phrases,
    )) {
      found.set(id, floatsOf(bytes));
    }
    onProgress(Math.min(imageIds.length, from + IMAGES_AT_ONCE));
  }
  return found;
}

async function embedBatch(
  { project, engine, folder, modelHash, signal }: Embedder,
  imageIds: readonly number[],
  { rows, dimension }: PhraseEmbeddings,
): Promise<Map<number, Uint8Array>> {
  const { database } = project;
  const images = await database.call('scores.images', { imageIds, modelHash });
  const missing = images.filter(({ vector }) => vector === null);
  const vectors = new Map(images.flatMap(({ id, vector }) => (vector ? [[id, vector] as const] : [])));
  if (missing.length === 0) return vectors;
  const tasks = missing.map(({ referencePath, sha256, format }) => ({
    classRow: null,
    path: referencePath ?? imageFilePath(project, sha256, format),
  }));
  const classes = { embeddings: new Uint8Array(rows.buffer), dimension };
  const fresh = new Map<number, Uint8Array>();
  await engine.run(
    'scoring.images',
    { folder, images: tasks, classes, logitScale: 1 },
    {
      signal,
      onProgress: (outcomes) => {
        for (const outcome of outcomes) {
          if (outcome.kind === 'done' && outcome.vector)
            fresh.set(missing[outcome.index]!.id, outcome.vector);
        }
      },
    },
  );
  await store(database, modelHash, fresh);
  return new Map([...vectors, ...fresh]);
}

const store = (database: Database, modelHash: string, vectors: ReadonlyMap<number, Uint8Array>) =>
  database.transaction(
    Array.from(
      vectors,
      ([imageId, vector]): DatabaseCall => ({ name: 'scores.save', input: { imageId, modelHash, vector } }),
    ),
  );

/** Unit length again, which the rounding to float16 took. */
function floatsOf(bytes: Uint8Array): Float32Array {
  const halves = new Uint16Array(Uint8Array.from(bytes).buffer);
  const values = Float32Array.from(halves, fromFloat16Bits);
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return values.map((value) => value / length);
}
