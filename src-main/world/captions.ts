import { drawnStyle } from './draw-picture.ts';
import { drawnObject } from './objects/catalogue.ts';
import { drawnContext } from './scene.ts';
import type { PictureSpec } from './spec.ts';

/** `a crane, the bird` / `an owl`. */
const withArticle = (phrase: string): string => (/^[aeiou]/.test(phrase) ? `an ${phrase}` : `a ${phrase}`);

/** What the picture shows, in words: sense, context and named style; never its look. */
export function captionOf(spec: Pick<PictureSpec, 'object' | 'context' | 'style'>): string {
  const { phrase } = drawnObject(spec.object);
  const pause = phrase.includes(',') ? ', ' : ' ';
  return `${drawnStyle(spec.style).phrase} ${withArticle(phrase)}${pause}${drawnContext(spec.context).phrase}`;
}
