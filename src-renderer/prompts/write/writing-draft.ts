import { create } from 'zustand';

/** `missing`: what classes lack is added. `anew`: what the recipe wrote makes room. `stale`: stale prompts make room. */
export type WritingMode = 'missing' | 'anew' | 'stale';

/** Who writes, and what becomes of prompts that are there. */
export interface WritingDraft {
  readonly mode: WritingMode;
  /** Of the language model; null: the built-in grammar. */
  readonly connectionId: string | null;
  readonly wantedContexts: number;
  readonly wantedStyles: number;
}

export const useWriting = create<WritingDraft>()(() => ({
  mode: 'missing',
  connectionId: null,
  wantedContexts: 20,
  wantedStyles: 60,
}));

export const changeWriting = (changes: Partial<WritingDraft>): void => useWriting.setState(changes);
