import { hashSeed } from '../../src-shared/random.ts';
import type { Allotment } from './allot-images.ts';
import type { GenerateItem, GenerateSettings } from './generate-settings.ts';

/**
 * The pictures themselves, in rounds over all prompts, so that what is made first is as varied as the whole. Picture i of a text has the
 * seed that follows from the base seed, the text, i and the attempt; a seed that the set has used is passed over.
 */
export function placeSeeds(
  settings: Pick<GenerateSettings, 'seed' | 'prompts'>,
  allotments: readonly Allotment[],
  used: Iterable<number>,
): GenerateItem[] {
  const taken = new Set(used);
  const nextIndex = new Map<string, number>();
  const newSeed = (text: string, attempt: number): number => {
    for (;;) {
      const index = nextIndex.get(text) ?? 0;
      nextIndex.set(text, index + 1);
      const seed = hashSeed(settings.seed, text, index, attempt);
      if (taken.has(seed)) continue;
      taken.add(seed);
      return seed;
    }
  };
  const items: GenerateItem[] = [];
  const waiting = allotments.map(({ prompt, parts }) => ({
    prompt,
    parts: parts.map((part) => ({ ...part })),
  }));
  for (let open = waiting; open.length > 0; open = open.filter(({ parts }) => parts.length > 0)) {
    for (const { prompt, parts } of open) {
      const part = parts[0]!;
      items.push({
        prompt,
        attempt: part.attempt,
        seed: newSeed(settings.prompts[prompt]!.text, part.attempt),
      });
      part.images -= 1;
      if (part.images === 0) parts.shift();
    }
  }
  return items;
}
