import type { PromptVocabulary, WritePromptsInput } from '../../../src-shared/api/prompts.ts';
import type { Term } from '../../../src-shared/api/diversification.ts';
import { nameKey } from '../../project/queries/name-key.ts';
import { vocabularies } from '../vocabularies/vocabularies.ts';
import type { NamedContext, NamedStyle, Vocabulary } from '../vocabularies/vocabulary.ts';

/** The built-in words followed by the project's own; of two with one name the built-in one counts, as it has more to say. */
export function projectVocabulary(id: WritePromptsInput['vocabulary'], terms: readonly Term[]): Vocabulary {
  const builtIn = vocabularies[id];
  return {
    ...builtIn,
    contexts: [...builtIn.contexts, ...newNames(builtIn.contexts, ownContexts(terms))],
    styles: [...builtIn.styles, ...newNames(builtIn.styles, ownStyles(terms))],
  };
}

export const ownContexts = (terms: readonly Term[]): NamedContext[] =>
  terms.filter(({ kind }) => kind === 'context').map(({ name, phrase }) => ({ name, phrase }));

export const ownStyles = (terms: readonly Term[]): NamedStyle[] =>
  terms
    .filter(({ kind }) => kind === 'style')
    .map(({ name, phrase, group }) => ({ name, phrase, group: group ?? 'other' }));

/** What a person can choose from in a project with these terms. */
export const listVocabularies = (terms: readonly Term[] = []): PromptVocabulary[] =>
  (Object.keys(vocabularies) as PromptVocabulary['id'][]).map((id) => {
    const { name, contexts, styles, templates } = projectVocabulary(id, terms);
    return {
      id,
      name,
      contexts: contexts.map(({ name: context, phrase }) => ({ name: context, phrase })),
      styles: styles.map((style) => ({ ...style })),
      templates: [...templates],
    };
  });

function newNames<Named extends { name: string }>(known: readonly Named[], added: readonly Named[]): Named[] {
  const keys = new Set(known.map(({ name }) => nameKey(name)));
  return added.filter(({ name }) => !keys.has(nameKey(name)));
}
