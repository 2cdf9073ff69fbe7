import { type Prompt, promptTextSchema } from '../../src-shared/domain/prompt.ts';
import { clearChoice, move } from '../review/selection.ts';
import { editOne, isTaken } from './actions.ts';
import { besides, type Column, visibleColumns } from './columns.ts';
import { shownList, usePrompts } from './store.ts';

/** Where the keyboard goes after a cell was changed; `edits` says that it goes on typing there. */
export type Onward = { kind: 'stay' } | { kind: 'below'; edits: boolean } | { kind: 'beside'; by: 1 | -1 };

/** Begins to change the prompt that is pointed at, in the column that is pointed at or another one. */
export function beginEdit(wanted?: Column): void {
  const { shown, selection, column } = usePrompts.getState();
  const prompt = shown[selection.focus];
  if (!prompt) return;
  const visible = visibleColumns();
  const meant = wanted ?? column;
  usePrompts.setState({
    editing: prompt.id,
    column: visible.includes(meant) ? meant : 'text',
    selection: clearChoice(selection),
  });
}

/** Points at the column beside; at the edge it stays. */
export function pointBeside(by: 1 | -1): void {
  const { column } = usePrompts.getState();
  const next = besides(column, by, visibleColumns());
  if (!next.wraps) usePrompts.setState({ column: next.column });
}

/** What a cell would hold, or why it cannot, in words for a person. */
export function readCell(
  prompt: Prompt,
  column: Column,
  written: string,
): { value: string | null } | { problem: string } {
  if (column !== 'text') {
    const value = written.replaceAll(/\s+/g, ' ').trim();
    return value.length > 200
      ? { problem: 'A name can have at most 200 characters.' }
      : { value: value || null };
  }
  const parsed = promptTextSchema.safeParse(written);
  if (!parsed.success) return { problem: parsed.error.issues[0]?.message ?? 'This cannot be a prompt.' };
  return isTaken(prompt, parsed.data)
    ? { problem: 'The class already has this prompt.' }
    : { value: parsed.data };
}

/** Ends the change of a cell; `value` undefined leaves it as it was. */
export function endEdit(value: string | null | undefined, onward: Onward): void {
  const { editing, prompts, column } = usePrompts.getState();
  const prompt = prompts?.find(({ id }) => id === editing);
  usePrompts.setState({ editing: null });
  if (prompt && value !== undefined) editOne({ promptId: prompt.id, [column]: value });
  switch (onward.kind) {
    case 'stay':
      return;
    case 'below':
      step(1);
      if (onward.edits) beginEdit();
      return;
    case 'beside': {
      const next = besides(column, onward.by, visibleColumns());
      usePrompts.setState({ column: next.column });
      if (next.wraps) step(onward.by);
      beginEdit();
      return;
    }
    default:
      onward satisfies never;
  }
}

function step(by: number): void {
  usePrompts.setState(({ selection, shown }) => ({ selection: move(selection, by, shownList(shown)) }));
}
