import { create } from 'zustand';
import { forgetWithProject } from '../../api/project-state.ts';

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

const initial: WritingDraft = { mode: 'missing', connectionId: null, wantedContexts: 20, wantedStyles: 60 };

export const useWriting = create<WritingDraft>()(() => initial);

// Connections are the same in every project.
forgetWithProject(() => useWriting.setState(({ connectionId }) => ({ ...initial, connectionId })));

export const changeWriting = (changes: Partial<WritingDraft>): void => useWriting.setState(changes);
