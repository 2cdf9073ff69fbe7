import { createRandom, hashSeed } from '../../../src-shared/random.ts';
import { float32, tensor, type TensorData } from '../../../src-main/graph/tensor-data.ts';
import type { ClipTokenizer } from '../../../src-main/tokenizer/clip-tokenizer.ts';
import { dataSetObjects } from '../../../src-main/world/objects/catalogue.ts';
import { plainPrompt } from '../measures/clip.ts';
import { augmentInto } from './augment.ts';
import { drawCaption, longCaptions } from './captions.ts';
import type { DrawnPicture } from './picture-batches.ts';

export const prompts: readonly string[] = dataSetObjects.map(({ phrase }) => plainPrompt(phrase));
const objectPlaces = new Map(dataSetObjects.map(({ id }, i) => [id, i]));

/** Tokens of the longest caption: what stands behind its end cannot be seen from before it, so it need not be computed. */
export function captionLength(tokenizer: ClipTokenizer): number {
  let longest = 0;
  for (const text of [...longCaptions(), ...prompts]) {
    longest = Math.max(longest, tokenizer.encode(text).tokens);
  }
  return longest;
}

/** [texts, length]. */
function idsOf(tokenizer: ClipTokenizer, texts: readonly string[], length: number): TensorData {
  const ids = new Int32Array(texts.length * length);
  for (const [row, text] of texts.entries()) {
    ids.set(tokenizer.encode(text).ids.subarray(0, length), row * length);
  }
  return tensor('int32', [texts.length, length], ids);
}

export interface ClipInputOptions {
  readonly tokenizer: ClipTokenizer;
  readonly length: number;
  readonly size: number;
}

/** What `clipObjective` takes, of a batch of drawn pictures. The same pictures at the same step give the same. */
export function clipInputs(
  drawn: readonly DrawnPicture[],
  step: number,
  { tokenizer, length, size }: ClipInputOptions,
): Record<string, TensorData> {
  const batch = drawn.length;
  const random = createRandom(hashSeed('starter clip', step));
  const captions = drawn.map(({ spec }) => drawCaption(spec, random));
  const distinct = [...new Set(captions)];
  const own = new Float32Array(batch * batch);
  captions.forEach((caption, i) => {
    own[i * batch + distinct.indexOf(caption)] = 1;
  });
  const empty = Array<string>(batch - distinct.length).fill('');
  const pixels = new Float32Array(batch * 3 * size * size);
  drawn.forEach(({ rgb }, place) => augmentInto(rgb, { out: pixels, place, size, flip: false }, random));
  return {
    pixels: tensor('float32', [batch, 3, size, size], pixels),
    ids: idsOf(tokenizer, [...distinct, ...empty, ...prompts], length),
    own: float32([batch, batch], own),
    things: tensor(
      'int32',
      [batch],
      Int32Array.from(drawn, ({ spec }) => objectPlaces.get(spec.object) ?? 0),
    ),
  };
}
