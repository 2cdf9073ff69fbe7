import type { WritePromptsInput } from '../../src-shared/api/prompts.ts';
import { UserError } from '../../src-shared/errors.ts';
import { fillTemplate } from '../../src-shared/prompts/prompt-template.ts';
import { createRandom, hashSeed, shuffled } from '../../src-shared/random.ts';
import type { Candidate, NamedClass, PromptSource } from './source.ts';
import { takeTurns, type Turn } from './take-turns.ts';
import {
  type NamedContext,
  type NamedStyle,
  type Sentence,
  stylizedSentence,
  type Vocabulary,
} from './vocabularies/vocabulary.ts';

type Recipe = Extract<WritePromptsInput['recipe'], { kind: 'diversified' }>;

interface Chosen {
  readonly vocabulary: Vocabulary;
  readonly seed: number;
  /** In an order that follows from the seed alone: all classes get the same contexts, so that none tells a class apart. */
  readonly contexts: readonly NamedContext[];
  readonly styles: readonly NamedStyle[];
}

/**
 * Contextualized and stylized prompts of a class, as in "Diversify, Don't Fine-Tune", by the built-in grammar in a language model's place.
 * What the class has of each kind counts; together they never exceed `perClass`.
 *
 * @throws UserError for a context or style that the vocabulary does not have.
 */
export function diversifiedSources(
  input: WritePromptsInput,
  recipe: Recipe,
  vocabulary: Vocabulary,
): (named: NamedClass) => PromptSource[] {
  const { seed, perClass } = input;
  const chosen: Chosen = {
    vocabulary,
    seed,
    contexts: inOrder(choose(vocabulary.contexts, recipe.contexts, 'context'), seed, 'contexts'),
    styles: inOrder(choose(vocabulary.styles, recipe.styles, 'style'), seed, 'styles'),
  };
  const stylized = Math.round(perClass * recipe.stylizedShare);
  return (named) => {
    const has = (origin: PromptSource['origin']) =>
      named.present.filter((prompt) => prompt.origin === origin).length;
    const left = Math.max(0, perClass - has('contextualized') - has('stylized'));
    const missing = (wanted: number, origin: PromptSource['origin']) =>
      Math.min(left, Math.max(0, wanted - has(origin)));
    return [
      contextualized(named, chosen, missing(perClass - stylized, 'contextualized')),
      stylizedSource(named, chosen, missing(stylized, 'stylized')),
    ];
  };
}

function contextualized(named: NamedClass, chosen: Chosen, missing: number): PromptSource {
  const { vocabulary, contexts, seed } = chosen;
  const used = countBy(named, 'contextualized', 'context');
  return {
    origin: 'contextualized',
    writer: 'grammar',
    missing,
    exhausted: exhausted(contexts, 'context', vocabulary),
    candidates: (isFree) => {
      const turns = contexts.map((context): Turn => {
        const { name } = context;
        const random = createRandom(hashSeed(seed, 'context', named.className, name));
        const sentences = vocabulary.inContext(context, random);
        return { used: used.get(name) ?? 0, candidates: filled(sentences, named, name, null) };
      });
      return takeTurns(turns, isFree);
    },
  };
}

function stylizedSource(named: NamedClass, chosen: Chosen, missing: number): PromptSource {
  const { vocabulary, styles } = chosen;
  const used = countBy(named, 'stylized', 'style');
  return {
    origin: 'stylized',
    writer: 'grammar',
    missing,
    exhausted: exhausted(styles, 'style', vocabulary),
    candidates: (isFree) => {
      const turns = styles.map(
        (style, place): Turn => ({
          used: used.get(style.name) ?? 0,
          candidates: inStyle(named, style, contextsFrom(chosen, place)),
        }),
      );
      return takeTurns(turns, isFree);
    },
  };
}

/** The contexts for one style, beginning at another one for each style; null is the style alone. */
function contextsFrom({ contexts, vocabulary }: Chosen, place: number): (NamedContext | null)[] {
  const start = contexts.length > 0 ? place % contexts.length : 0;
  const turned = [...contexts.slice(start), ...contexts.slice(0, start)];
  return vocabulary.styleAlone === 'first' ? [null, ...turned] : [...turned, null];
}

function* inStyle(
  named: NamedClass,
  style: NamedStyle,
  contexts: readonly (NamedContext | null)[],
): Generator<Candidate> {
  for (const context of contexts) {
    yield* filled([stylizedSentence(style, context)], named, context?.name ?? null, style.name);
  }
}

function* filled(
  sentences: Iterable<Sentence>,
  named: NamedClass,
  context: string | null,
  style: string | null,
): Generator<Candidate> {
  for (const { template, attributes } of sentences) {
    yield { text: fillTemplate(template, named), context, style, attributes };
  }
}

function countBy(named: NamedClass, origin: string, field: 'context' | 'style'): Map<string | null, number> {
  const counts = new Map<string | null, number>();
  for (const prompt of named.present) {
    if (prompt.origin === origin) counts.set(prompt[field], (counts.get(prompt[field]) ?? 0) + 1);
  }
  return counts;
}

/** @throws UserError that names the first of the names which nothing has. */
export function requireNames(
  all: readonly { name: string }[],
  names: readonly string[],
  what: 'context' | 'style',
): void {
  const unknown = names.find((name) => all.every((each) => each.name !== name));
  if (unknown === undefined) return;
  throw new UserError(
    'bad-input',
    `The vocabulary has no ${what} "${unknown}".`,
    `It has: ${all.map(({ name }) => name).join(', ')}.`,
  );
}

function choose<Named extends { name: string }>(
  all: readonly Named[],
  names: readonly string[] | undefined,
  what: 'context' | 'style',
): readonly Named[] {
  if (!names) return all;
  requireNames(all, names, what);
  return all.filter(({ name }) => names.includes(name));
}

const inOrder = <Item>(items: readonly Item[], seed: number, what: string): readonly Item[] =>
  shuffled(items, createRandom(hashSeed(seed, what)));

function exhausted(items: readonly unknown[], what: 'context' | 'style', { name }: Vocabulary): string {
  if (items.length === 0) return `No ${what} is chosen.`;
  const subject = items.length === 1 ? `One ${what}` : `The ${items.length} ${what}s`;
  return `${subject} of the vocabulary "${name}" ${items.length === 1 ? 'gives' : 'give'} no more different prompts.`;
}
