import { join } from 'node:path';
import type { ExecutionProvider } from '../../../src-shared/domain/execution-provider.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { openNetwork } from '../../graph/executors/open-network.ts';
import type { LoadedModel } from '../../graph/executors/onnxruntime.ts';
import { type ClipTokenizer, loadClipTokenizer } from '../../tokenizer/clip-tokenizer.ts';
import { readClipFolder } from './clip-folder.ts';
import { type ClipFeeds, fixedExtent, requireOutput, runGraph } from './clip-graph.ts';

import type { Preprocessing } from './preprocessing.ts';

/** Rows of unit length. */
export interface Embeddings {
  /** [rows, dimension]; NaN where the model gave nothing usable. */
  readonly data: Float32Array;
  readonly dimension: number;
}

/** A CLIP that is ready to run. Calls must not overlap. */
export interface ClipModel {
  readonly preprocessing: Preprocessing;
  /** Width and height of a prepared picture in pixels. */
  readonly size: { readonly width: number; readonly height: number };
  /** `pixels`: [images, 3, height, width], normalised. */
  readonly embedImages: (pixels: Float32Array, images: number) => Promise<Embeddings>;
  readonly embedTexts: (texts: readonly string[]) => Promise<Embeddings>;
  /** Those of the texts that are longer than the model takes. */
  readonly truncated: (texts: readonly string[]) => string[];
  readonly dispose: () => Promise<void>;
}

/** The half of a CLIP that reads. Calls must not overlap. */
export type ClipTexts = Pick<ClipModel, 'embedTexts' | 'truncated' | 'dispose'>;

/** Loads the text half of a CLIP folder: of a large model a fifth. Throws a UserError that says what is wrong with it. */
export async function loadClipTexts(folder: string): Promise<ClipTexts> {
  const { graphs, config, size } = await readClipFolder(folder);
  const text = await openNetwork(join(folder, graphs.text), graphs.text);
  try {
    return { ...(await textHalf(folder, text, config.positions, size)), dispose: () => text.dispose() };
  } catch (error) {
    await text.dispose();
    throw error;
  }
}

/** Loads a CLIP folder. Throws a UserError that says what is wrong with it. */
export async function loadClip(folder: string, provider: ExecutionProvider = 'cpu'): Promise<ClipModel> {
  const { graphs, config, preprocessing, size } = await readClipFolder(folder);
  const load = (file: string): Promise<LoadedModel> => openNetwork(join(folder, file), file, provider);
  const text = await load(graphs.text);
  const vision = graphs.vision === graphs.text ? text : await load(graphs.vision);
  const dispose = async (): Promise<void> => {
    await text.dispose();
    if (vision !== text) await vision.dispose();
  };
  try {
    requireOutput(vision, 'image_embeds');
    const { blank, ...texts } = await textHalf(folder, text, config.positions, size);
    return {
      ...texts,
      preprocessing,
      size,
      embedImages: (pixels, images) =>
        inBatches(vision, 'pixel_values', images, (from, count) => {
          const area = 3 * size.height * size.width;
          const data = pixels.subarray(from * area, (from + count) * area);
          const dims = [count, 3, size.height, size.width];
          return runGraph(vision, 'image_embeds', { ...blank, pixels: { data, dims } });
        }),
      dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function textHalf(
  folder: string,
  text: LoadedModel,
  stated: number | undefined,
  size: ClipModel['size'],
): Promise<Pick<ClipModel, 'embedTexts' | 'truncated'> & { readonly blank: ClipFeeds }> {
  requireOutput(text, 'text_embeds');
  const positions = fixedExtent(text, 'input_ids', 1) ?? stated;
  const tokenizer = await loadClipTokenizer(folder, positions === undefined ? {} : { positions });
  const blank = blankFeeds(tokenizer, size);
  return {
    blank,
    embedTexts: (texts) =>
      inBatches(text, 'input_ids', texts.length, (from, count) => {
        const tokens = tokensOf(tokenizer, texts.slice(from, from + count));
        return runGraph(text, 'text_embeds', { ...blank, tokens });
      }),
    truncated: (texts) => texts.filter((each) => tokenizer.encode(each).truncated),
  };
}

/** One black picture and one empty text: what a joint graph is fed for the half that is not asked for. */
const blankFeeds = (tokenizer: ClipTokenizer, { width, height }: ClipModel['size']): ClipFeeds => ({
  pixels: { data: new Float32Array(3 * height * width), dims: [1, 3, height, width] },
  tokens: tokensOf(tokenizer, ['']),
});

function tokensOf(tokenizer: ClipTokenizer, texts: readonly string[]): ClipFeeds['tokens'] {
  const { maxLength } = tokenizer;
  const ids = new Int32Array(texts.length * maxLength);
  const mask = new Int32Array(texts.length * maxLength);
  for (const [row, text] of texts.entries()) {
    const encoding = tokenizer.encode(text);
    ids.set(encoding.ids, row * maxLength);
    mask.fill(1, row * maxLength, row * maxLength + encoding.tokens);
  }
  return { ids, mask, dims: [texts.length, maxLength] };
}

/** All rows at once, or as many as the graph was exported for; rows brought to unit length. */
async function inBatches(
  graph: LoadedModel,
  input: string,
  rows: number,
  run: (from: number, count: number) => Promise<Embeddings>,
): Promise<Embeddings> {
  const batch = fixedExtent(graph, input, 0) ?? rows;
  if (batch > 1 && batch !== rows) throw fixedBatch(batch);
  const parts: Embeddings[] = [];
  for (let from = 0; from < rows; from += batch) parts.push(await run(from, Math.min(batch, rows - from)));
  const dimension = parts[0]?.dimension ?? 0;
  const data = new Float32Array(rows * dimension);
  for (const [i, part] of parts.entries()) data.set(part.data, i * batch * dimension);
  for (let row = 0; row < rows; row++) normalise(data.subarray(row * dimension, (row + 1) * dimension));
  return { data, dimension };
}

const fixedBatch = (batch: number): UserError =>
  new UserError(
    'unsupported',
    `The CLIP model was exported for batches of ${batch} only.`,
    'Export it again with a variable batch size.',
  );

/** Divides by the length; a vector without one becomes NaN. */
export function normalise(vector: Float32Array): void {
  let sum = 0;
  for (const value of vector) sum += value * value;
  const length = Math.sqrt(sum);
  for (let i = 0; i < vector.length; i++) vector[i] = vector[i]! / length;
}
