import type { Prompt } from '../../src-shared/domain/prompt.ts';
import type { PromptEdit } from '../../src-shared/prompts/edits/resolve-edits.ts';

/** What would take a change back. Carried out, it has an opposite in turn. */
export type Step =
  | { readonly kind: 'list'; readonly archive: readonly number[]; readonly restore: readonly Prompt[] }
  | { readonly kind: 'edits'; readonly edits: readonly PromptEdit[] }
  | { readonly kind: 'lock'; readonly ids: readonly number[]; readonly locked: boolean };

const DEEPEST = 100;

/** Latest last; the oldest are forgotten. */
export const remember = (history: readonly Step[], step: Step): readonly Step[] =>
  [...history, step].slice(-DEEPEST);
