import type { PromptVocabulary } from '../../../src-shared/api/prompts.ts';
import { drawn } from './drawn.ts';
import { everyday } from './everyday.ts';
import type { Vocabulary } from './vocabulary.ts';

const vocabularies = { everyday, 'drawn-world': drawn } as const satisfies Record<
  PromptVocabulary['id'],
  Vocabulary
>;

export const vocabularyIds = Object.keys(vocabularies) as PromptVocabulary['id'][];

/** The built-in words alone. */
export const vocabularyOf = (id: PromptVocabulary['id']): Vocabulary => vocabularies[id];
