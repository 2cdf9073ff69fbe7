import type { Prompt } from '../../src-shared/domain/prompt.ts';

/** One thing that can be undone. */
export type Change =
  | { kind: 'archived'; prompts: readonly Prompt[] }
  | { kind: 'edited'; promptId: number; before: string }
  | { kind: 'added'; ids: readonly number[] };

const DEEPEST = 100;

/** Latest last; the oldest are forgotten. */
export const remember = (history: readonly Change[], change: Change): readonly Change[] =>
  [...history, change].slice(-DEEPEST);
