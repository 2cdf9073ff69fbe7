import type { Engine } from '../engine/engine.ts';

export interface TextVectors {
  /** Unit-length float16 vectors of the texts in their order, one after the other. */
  readonly vectors: Uint8Array;
  readonly dimension: number;
}

export interface ReadingModel {
  readonly folder: string;
  readonly hash: string;
}

/** Of one model: 20,000 prompts of 512 numbers are 20 MB. */
const MOST_KEPT = 50_000;

/** Embeds texts, and remembers what the model that was asked for last made of each: asking again after a few changes costs little. */
export class TextReader {
  readonly #engine: Pick<Engine, 'run'>;
  #hash = '';
  #known = new Map<string, Uint8Array>();
  #truncated = new Set<string>();

  constructor(engine: Pick<Engine, 'run'>) {
    this.#engine = engine;
  }

  /** `truncated`: how many of the texts are longer than the model reads. */
  async read(model: ReadingModel, texts: readonly string[]): Promise<TextVectors & { truncated: number }> {
    if (this.#hash !== model.hash || this.#known.size > MOST_KEPT) {
      this.#known = new Map();
      this.#truncated = new Set();
      this.#hash = model.hash;
    }
    const [known, tooLong] = [this.#known, this.#truncated];
    const fresh = [...new Set(texts)].filter((text) => !known.has(text));
    if (fresh.length > 0) {
      const found = await this.#engine.run('scoring.texts', { folder: model.folder, texts: fresh });
      const bytes = found.dimension * 2;
      for (const [i, text] of fresh.entries()) {
        known.set(text, found.vectors.slice(i * bytes, (i + 1) * bytes));
      }
      for (const text of found.truncated) tooLong.add(text);
    }
    const vectors = Buffer.concat(texts.map((text) => known.get(text) ?? new Uint8Array()));
    const dimension = texts.length === 0 ? 0 : vectors.length / 2 / texts.length;
    return { vectors, dimension, truncated: texts.filter((text) => tooLong.has(text)).length };
  }
}
