import type { Engine } from '../../engine/engine.ts';
import type { PromptLengths } from '../../generation/prompt-lengths.ts';
import type { TextToImageLibrary } from '../../generation/text-to-image-library.ts';
import type { ClipLibrary } from '../../scoring/clip-library.ts';
import type { Gauges } from './judge.ts';
import { CLIP_TOKENS, estimatedTokens } from './token-estimate.ts';
import type { WriteSettings } from './write-settings.ts';

export interface GaugeOptions {
  /** Reads texts; it should not be the one that trains, so that writing never waits. */
  readonly engine: Engine;
  readonly library: TextToImageLibrary;
  readonly clip: ClipLibrary;
  readonly lengths: PromptLengths;
}

type Vector = Float32Array;

/** Embeddings that are kept; beyond this many the memory begins anew. */
const MOST_KEPT = 20_000;

/**
 * Lengths by the tokenizer of the text-to-image model, or by estimate; likeness by CLIP's text embeddings. Both ask for the models that the
 * job was started with.
 *
 * @throws UserError when one of them is gone.
 */
export async function openGauges(settings: WriteSettings, options: GaugeOptions): Promise<Gauges> {
  return { tooLong: await lengthGauge(settings, options), alike: await likenessGauge(settings, options) };
}

async function lengthGauge(
  { reader }: WriteSettings,
  { library, lengths }: GaugeOptions,
): Promise<Gauges['tooLong']> {
  if (!reader) {
    return (texts) =>
      Promise.resolve(
        texts.map((text) => {
          const tokens = estimatedTokens(text);
          return tokens <= CLIP_TOKENS ? null : `About ${tokens} tokens of at most ${CLIP_TOKENS}.`;
        }),
      );
  }
  const { folder, inspection } = await library.usableModel(reader.id);
  const model = { folder, hash: inspection.modelHash };
  return async (texts) =>
    (await lengths.measure(model, texts)).map(({ truncated, unseen }) =>
      truncated ? `${reader.name} does not read its end: “${unseen}”` : null,
    );
}

async function likenessGauge(
  { comparer, alikeFrom }: WriteSettings,
  { clip, engine }: GaugeOptions,
): Promise<Gauges['alike']> {
  if (!comparer || alikeFrom === null) return (texts) => Promise.resolve(texts.map(() => null));
  const { folder } = await clip.usableModel(comparer.id);
  const embed = createEmbedder(engine, folder);
  return async (texts, present) => {
    const vectors = await embed([...present, ...texts]);
    return texts.map((_, i) => {
      const place = present.length + i;
      const at = mostAlike(vectors, place);
      if (at === null || at.cosine < alikeFrom) return null;
      const like = at.row < present.length ? present[at.row] : texts[at.row - present.length];
      return `${at.cosine.toFixed(3)} like “${like ?? ''}” to ${comparer.name}.`;
    });
  };
}

function createEmbedder(engine: Engine, folder: string): (texts: readonly string[]) => Promise<Vector[]> {
  let known = new Map<string, Vector>();
  /** A loaded CLIP takes one call at a time. */
  let last: Promise<unknown> = Promise.resolve();
  async function embed(texts: readonly string[]): Promise<Vector[]> {
    if (known.size > MOST_KEPT) known = new Map();
    const missing = [...new Set(texts)].filter((text) => !known.has(text));
    if (missing.length > 0) {
      // A class of one prompt has that prompt's embedding.
      const input = { folder, prompts: missing.map((text) => [text]) };
      const { embeddings, dimension } = await engine.run('scoring.classes', input);
      const all = new Float32Array(embeddings.slice().buffer);
      for (const [i, text] of missing.entries()) {
        known.set(text, all.slice(i * dimension, (i + 1) * dimension));
      }
    }
    return texts.map((text) => known.get(text)!);
  }
  return (texts) => {
    const embedding = last.then(() => embed(texts));
    last = embedding.catch(() => undefined);
    return embedding;
  };
}

function mostAlike(vectors: readonly Vector[], place: number): { row: number; cosine: number } | null {
  const own = vectors[place]!;
  let best: { row: number; cosine: number } | null = null;
  for (let row = 0; row < place; row++) {
    const other = vectors[row]!;
    let cosine = 0;
    for (let d = 0; d < own.length; d++) cosine += own[d]! * other[d]!;
    if (!best || cosine > best.cosine) best = { row, cosine };
  }
  return best;
}
