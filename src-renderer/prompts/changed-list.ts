import type { Prompt } from '../../src-shared/domain/prompt.ts';
import type { PromptEdit } from '../../src-shared/prompts/edits/resolve-edits.ts';

/** As the host lists them: in class order, then as written. `positions` are those of the classes by id. */
export function inOrder(
  prompts: readonly Prompt[],
  positions: ReadonlyMap<number, number>,
): readonly Prompt[] {
  const position = ({ classId }: Prompt) => positions.get(classId) ?? 0;
  return prompts.toSorted((a, b) => position(a) - position(b) || a.id - b.id);
}

export function withoutIds(prompts: readonly Prompt[], ids: readonly number[]): readonly Prompt[] {
  const gone = new Set(ids);
  return prompts.filter(({ id }) => !gone.has(id));
}

/** The prompts with edits carried out, as the host does it; all others stay the same objects. */
export function withEdits(prompts: readonly Prompt[], edits: readonly PromptEdit[]): readonly Prompt[] {
  const byId = new Map(edits.map((edit) => [edit.promptId, edit]));
  return prompts.map((prompt) => {
    const edit = byId.get(prompt.id);
    return edit ? edited(prompt, edit) : prompt;
  });
}

function edited(prompt: Prompt, { text, context, style }: PromptEdit): Prompt {
  const names = {
    context: context === undefined ? prompt.context : context || null,
    style: style === undefined ? prompt.style : style || null,
  };
  if (text === undefined) return { ...prompt, ...names };
  const first = prompt.original ?? prompt.text;
  const original = first === text ? null : first;
  return { ...prompt, ...names, text, original, edited: original !== null };
}

export function withLock(
  prompts: readonly Prompt[],
  ids: readonly number[],
  locked: boolean,
): readonly Prompt[] {
  const meant = new Set(ids);
  return prompts.map((prompt) =>
    meant.has(prompt.id) && prompt.locked !== locked ? { ...prompt, locked } : prompt,
  );
}
