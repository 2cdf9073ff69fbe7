import type { TaskImplementation } from '../../engine/tasks.ts';
import { loadClipTexts } from '../clip/clip-model.ts';
import { toHalfBytes } from './half-vectors.ts';

const TEXTS_AT_ONCE = 32;

/** Embeds texts one by one: unlike those of classes, they are not averaged. */
export const embedTexts: TaskImplementation<'scoring.texts'> = async ({ folder, texts }, context) => {
  const clip = await loadClipTexts(folder);
  try {
    const parts: Uint8Array[] = [];
    let dimension = 0;
    for (let from = 0; from < texts.length; from += TEXTS_AT_ONCE) {
      context.signal.throwIfAborted();
      const found = await clip.embedTexts(texts.slice(from, from + TEXTS_AT_ONCE));
      ({ dimension } = found);
      parts.push(toHalfBytes(found.data));
      context.progress(Math.min(texts.length, from + TEXTS_AT_ONCE));
      await new Promise(setImmediate);
    }
    return { vectors: Buffer.concat(parts), dimension, truncated: clip.truncated(texts) };
  } finally {
    await clip.dispose();
  }
};
