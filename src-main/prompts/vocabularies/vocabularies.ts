import type { PromptVocabulary } from '../../../src-shared/api/prompts.ts';
import { drawn } from './drawn.ts';
import { everyday } from './everyday.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The built-in words alone. */
export const vocabularies: Readonly<Record<PromptVocabulary['id'], Vocabulary>> = {
  everyday,
  'drawn-world': drawn,
};
