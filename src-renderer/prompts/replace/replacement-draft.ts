import { createForProject } from '../../api/project-state.ts';
import type { Replacement } from '../../../src-shared/prompts/edits/replacement.ts';

/** What was looked for last, for the next time. */
export const useReplacement = createForProject<Replacement>({
  find: '',
  replace: '',
  expression: false,
  matchCase: false,
  wholeWord: false,
});

export const changeReplacement = (changes: Partial<Replacement>): void => useReplacement.setState(changes);
