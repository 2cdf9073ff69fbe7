import type { Term } from '../../src-shared/api/diversification.ts';
import type { PromptDraft, WritePromptsInput } from '../../src-shared/api/prompts.ts';
import { type NewPrompt, promptKey, promptTextSchema } from '../../src-shared/domain/prompt.ts';
import type { KnownPrompt } from '../project/queries/prompts.ts';
import { diversifiedSources } from './diversified.ts';
import { definitionSource, plainSource, templateSource } from './fixed-sentences.ts';
import { type Called, type Candidate, type NamedClass, phraseOf, type PromptSource } from './source.ts';
import { projectVocabulary } from './terms/project-vocabulary.ts';

export interface ClassToWriteFor extends Called {
  readonly id: number;
}

/** What the project knows beside its classes. */
export interface ProjectWords {
  readonly terms: readonly Term[];
  /** What each class means, in a sentence or less; those without are not there. */
  readonly meanings: ReadonlyMap<number, string>;
}

const noWords: ProjectWords = { terms: [], meanings: new Map() };

/**
 * Writes for one class after the other what a recipe asks for and the class does not have yet. The same input gives the same prompts in
 * every project with the same class names and terms. Texts of archived prompts come last, when nothing else is left.
 *
 * @throws UserError when the recipe cannot be carried out.
 */
export function promptDrafter(
  input: WritePromptsInput,
  words: ProjectWords = noWords,
): (target: ClassToWriteFor, known: readonly KnownPrompt[]) => PromptDraft {
  const sourcesOf = recipeSources(input, words);
  return (target, known) => {
    const named: NamedClass = {
      classId: target.id,
      className: target.name,
      phrase: phraseOf(target),
      present: known.filter(({ archived }) => !archived),
    };
    const texts = textsOf(known);
    const draft: PromptDraft = { prompts: [], shortfalls: [] };
    for (const source of sourcesOf(named)) {
      const written = write(source, texts);
      draft.prompts.push(...written.map((candidate) => toPrompt(named, source, candidate)));
      const missing = source.missing - written.length;
      if (missing > 0) {
        const { classId, className } = named;
        draft.shortfalls.push({ classId, className, missing, reason: reason(source, named) });
      }
    }
    return draft;
  };
}

function recipeSources(
  input: WritePromptsInput,
  words: ProjectWords,
): (named: NamedClass) => readonly PromptSource[] {
  const { recipe, perClass } = input;
  const vocabulary = projectVocabulary(input.vocabulary, words.terms);
  switch (recipe.kind) {
    case 'plain':
      return (named) => [plainSource(named, perClass)];
    case 'definition':
      return (named) => [definitionSource(named, perClass, words.meanings.get(named.classId) ?? null)];
    case 'template': {
      const source = templateSource(recipe, perClass, vocabulary);
      return (named) => [source(named)];
    }
    case 'diversified':
      return diversifiedSources(input, recipe, vocabulary);
    default:
      return recipe satisfies never;
  }
}

interface Texts {
  /** Keys that the class has, and those written for it now. */
  readonly taken: Set<string>;
  readonly archived: ReadonlySet<string>;
}

const textsOf = (known: readonly KnownPrompt[]): Texts => ({
  taken: new Set(known.filter(({ archived }) => !archived).map(({ key }) => key)),
  archived: new Set(known.filter(({ archived }) => archived).map(({ key }) => key)),
});

function write(source: PromptSource, { taken, archived }: Texts): Candidate[] {
  const written: Candidate[] = [];
  for (const shunned of [archived, new Set<string>()]) {
    if (written.length >= source.missing) break;
    const isFree = (text: string): boolean => {
      const key = promptKey(text);
      return !taken.has(key) && !shunned.has(key) && promptTextSchema.safeParse(text).success;
    };
    for (const candidate of source.candidates(isFree)) {
      written.push(candidate);
      taken.add(promptKey(candidate.text));
      if (written.length >= source.missing) break;
    }
  }
  return written;
}

const toPrompt = (
  { classId, phrase }: NamedClass,
  source: PromptSource,
  candidate: Candidate,
): NewPrompt => ({
  ...candidate,
  classId,
  text: promptTextSchema.parse(candidate.text),
  origin: source.origin,
  writer: source.writer,
  phrase,
});

/** Beyond this many characters a phrase is what makes a sentence too long to be a prompt. */
const LONG_PHRASE = 700;

const reason = (source: PromptSource, { phrase }: NamedClass): string =>
  phrase.length > LONG_PHRASE ? 'Its phrase is too long to stand in a sentence.' : source.exhausted;
