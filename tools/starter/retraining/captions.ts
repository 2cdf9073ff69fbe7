import type { Random } from '../../../src-shared/random.ts';
import { withArticle } from '../../../src-shared/prompts/prompt-template.ts';
import { contexts } from '../../../src-main/world/contexts/contexts.ts';
import { dataSetObjects, drawnObject } from '../../../src-main/world/objects/catalogue.ts';
import type { PictureSpec } from '../../../src-main/world/spec.ts';
import { styles } from '../../../src-main/world/styles.ts';

/** How often a caption gives an ambiguous name alone; each of its senses is drawn equally often. */
const PLAIN_NAME_SHARE = 0.25;
/** How often a caption does not say where. */
const WITHOUT_CONTEXT_SHARE = 0.3;

const names = dataSetObjects.map(({ name }) => name);
const ambiguous = new Set(names.filter((name, i) => names.indexOf(name) !== i));

/** Beginnings that a photo's caption may have, each with its share; what is left has the style's own. */
const photoBeginnings = [
  { share: 0.06, begin: (phrase: string) => `a good photo of ${withArticle(phrase)}` },
  { share: 0.06, begin: (phrase: string) => `a picture of ${withArticle(phrase)}` },
  { share: 0.04, begin: (phrase: string) => `a photo of the ${phrase}` },
  { share: 0.04, begin: (phrase: string) => `a good photo of the ${phrase}` },
  { share: 0.04, begin: (phrase: string) => withArticle(phrase) },
] as const;

const styleOf = (id: string) => {
  const style = styles.find((candidate) => candidate.id === id);
  if (style === undefined) throw new RangeError(`There is no style "${id}".`);
  return style;
};
const contextOf = (id: string) => {
  const context = contexts.find((candidate) => candidate.id === id);
  if (context === undefined) throw new RangeError(`There is no context "${id}".`);
  return context;
};

function beginning(style: string, phrase: string, random: Random): string {
  const usual = `${styleOf(style).phrase} ${withArticle(phrase)}`;
  if (style !== 'photo') return usual;
  let chance = random.next();
  for (const { share, begin } of photoBeginnings) {
    if (chance < share) return begin(phrase);
    chance -= share;
  }
  return usual;
}

const placed = (text: string, phrase: string, context: string): string =>
  `${text}${phrase.includes(',') ? ',' : ''} ${context}`;

/** A caption as the starter models read them: sense, context and named style, never the look. */
export function drawCaption(spec: Pick<PictureSpec, 'object' | 'context' | 'style'>, random: Random): string {
  const { name, phrase: full } = drawnObject(spec.object);
  const phrase = ambiguous.has(name) && random.next() < PLAIN_NAME_SHARE ? name : full;
  const text = beginning(spec.style, phrase, random);
  if (random.next() < WITHOUT_CONTEXT_SHARE) return text;
  return placed(text, phrase, contextOf(spec.context).phrase);
}

/** Every sentence that `drawCaption` can make with a context: the longest ones. */
export function* longCaptions(): Generator<string, void, undefined> {
  const trained = styles.filter(({ heldOut }) => !heldOut);
  for (const { phrase } of dataSetObjects) {
    const beginnings = [
      ...trained.map((style) => `${style.phrase} ${withArticle(phrase)}`),
      ...photoBeginnings.map(({ begin }) => begin(phrase)),
    ];
    for (const text of beginnings) {
      for (const context of contexts) yield placed(text, phrase, context.phrase);
    }
  }
}
