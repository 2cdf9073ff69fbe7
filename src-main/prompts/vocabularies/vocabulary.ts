import type { PromptAttributes } from '../../../src-shared/domain/prompt.ts';
import type { PromptVocabulary } from '../../../src-shared/api/prompts.ts';
import type { Random } from '../../../src-shared/random.ts';

/** A template (see `fillTemplate`) and what it says beside the class. */
export interface Sentence {
  readonly template: string;
  readonly attributes: PromptAttributes;
}

export interface NamedContext {
  readonly name: string;
  /** How a prompt says where the object is: `on a beach`. */
  readonly phrase: string;
}

export interface NamedStyle {
  readonly name: string;
  /** How a prompt begins: `a watercolour painting of`. */
  readonly phrase: string;
  readonly group: string;
}

/** The words of the built-in grammar, and how they become sentences. */
export interface Vocabulary {
  readonly id: PromptVocabulary['id'];
  readonly name: string;
  readonly contexts: readonly NamedContext[];
  readonly styles: readonly NamedStyle[];
  readonly templates: readonly string[];
  /** Different sentences that put the object into a context, its own or another, in an order that `random` decides; finitely many. */
  readonly inContext: (context: NamedContext, random: Random) => Iterable<Sentence>;
  /** Whether a style is first named without a context, or only once it was combined with every context. */
  readonly styleAlone: 'first' | 'last';
}

/** `a watercolour painting of an owl`, or the same `on a beach`. */
export const stylizedSentence = (style: NamedStyle, context: NamedContext | null): Sentence => ({
  template: `${style.phrase} {a phrase}${context ? ` ${context.phrase}` : ''}`,
  attributes: context ? { background: context.phrase } : {},
});
