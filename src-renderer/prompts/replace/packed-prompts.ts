import type { EditablePrompt } from '../../../src-shared/prompts/edits/resolve-edits.ts';

/** Prompts in a few large pieces, which are copied to a worker much faster than 20,000 objects. */
export interface PackedPrompts {
  readonly ids: Int32Array;
  readonly classIds: Int32Array;
  readonly locked: Uint8Array;
  /** One a line; a prompt has no line breaks. */
  readonly texts: string;
}

export const packPrompts = (prompts: readonly EditablePrompt[]): PackedPrompts => ({
  ids: Int32Array.from(prompts, ({ id }) => id),
  classIds: Int32Array.from(prompts, ({ classId }) => classId),
  locked: Uint8Array.from(prompts, ({ locked }) => Number(locked)),
  texts: prompts.map(({ text }) => text).join('\n'),
});

/** What texts are judged by; contexts and styles are left out. */
export const unpackPrompts = ({ ids, classIds, locked, texts }: PackedPrompts): EditablePrompt[] => {
  if (ids.length === 0) return [];
  return texts.split('\n').map((text, place) => ({
    id: ids[place]!,
    classId: classIds[place]!,
    text,
    locked: locked[place] === 1,
    context: null,
    style: null,
  }));
};
