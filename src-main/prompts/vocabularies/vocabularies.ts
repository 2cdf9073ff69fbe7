import type { PromptVocabulary } from '../../../src-shared/api/prompts.ts';
import { drawn } from './drawn.ts';
import { everyday } from './everyday.ts';
import type { Vocabulary } from './vocabulary.ts';

const vocabularies = { everyday, 'drawn-world': drawn } as const satisfies Record<
  PromptVocabulary['id'],
  Vocabulary
>;

export const vocabularyOf = (id: PromptVocabulary['id']): Vocabulary => vocabularies[id];

/** What a person can choose from. */
export const listVocabularies = (): PromptVocabulary[] =>
  Object.values(vocabularies).map(({ id, name, contexts, styles, templates }: Vocabulary) => ({
    id,
    name,
    contexts: contexts.map(({ name: context, phrase }) => ({ name: context, phrase })),
    styles: styles.map((style) => ({ ...style })),
    templates: [...templates],
  }));
