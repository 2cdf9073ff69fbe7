import { promptKey } from '../../domain/prompt.ts';

/** What an edit has to know of a prompt on the list. */
export interface EditablePrompt {
  readonly id: number;
  readonly classId: number;
  readonly text: string;
  readonly context: string | null;
  readonly style: string | null;
  readonly locked: boolean;
}

/** Absent fields stay as they are. */
export interface PromptEdit {
  promptId: number;
  text?: string | undefined;
  context?: string | null | undefined;
  style?: string | null | undefined;
}

export interface TextConflict {
  promptId: number;
  /** What it was to say, which its class says elsewhere. */
  text: string;
}

export interface ResolvedEdits {
  /** What really changes, field by field. */
  changes: PromptEdit[];
  /** The same fields as they were: carried out as edits, they undo the changes. */
  before: PromptEdit[];
  conflicts: TextConflict[];
  /** Ids of those left out because they are locked. */
  locked: number[];
  /** Ids of those that are no longer on the list. */
  missing: number[];
}

/**
 * What comes of editing many prompts at once. A class has each text once, judged by what holds after all edits, so that two prompts may
 * swap their texts; of several that would say the same, the first has it, and a prompt that is not edited keeps what it says. A prompt whose
 * text is in conflict keeps all of its fields. `prompts` has to hold all of the classes concerned; `evenLocked` is for edits by hand and
 * for undoing.
 */
export function resolveEdits(
  prompts: Iterable<EditablePrompt>,
  edits: readonly PromptEdit[],
  { evenLocked = false }: { evenLocked?: boolean } = {},
): ResolvedEdits {
  const wanted = new Map(edits.map((edit) => [edit.promptId, edit]));
  const edited = new Map<number, { prompt: EditablePrompt; change: PromptEdit }>();
  const movers: Mover[] = [];
  const others: EditablePrompt[] = [];
  const locked: number[] = [];
  for (const prompt of prompts) {
    const edit = wanted.get(prompt.id);
    const isLeftOut = edit !== undefined && prompt.locked && !evenLocked;
    if (isLeftOut) locked.push(prompt.id);
    const change = edit && !isLeftOut ? changeOf(prompt, edit) : null;
    if (edit) wanted.delete(prompt.id);
    if (change) edited.set(prompt.id, { prompt, change });
    const mover = change && moverOf(prompt, change);
    if (mover) movers.push(mover);
    else others.push(prompt);
  }
  const conflicts = conflictsOf(movers, others);
  const resolved: ResolvedEdits = { changes: [], before: [], conflicts, locked, missing: [...wanted.keys()] };
  const refused = new Set(conflicts.map(({ promptId }) => promptId));
  for (const { prompt, change } of edited.values()) {
    if (refused.has(prompt.id)) continue;
    resolved.changes.push(change);
    resolved.before.push(sameFieldsOf(prompt, change));
  }
  return resolved;
}

/**
 * The same without asking whether a class would say a text twice, in a fraction of the time: for taking back what was done a moment ago,
 * where somebody else decides in the end.
 */
export function changesOf(
  prompts: Iterable<EditablePrompt>,
  edits: readonly PromptEdit[],
): Pick<ResolvedEdits, 'changes' | 'before'> {
  const wanted = new Map(edits.map((edit) => [edit.promptId, edit]));
  const found: Pick<ResolvedEdits, 'changes' | 'before'> = { changes: [], before: [] };
  for (const prompt of prompts) {
    const edit = wanted.get(prompt.id);
    const change = edit && changeOf(prompt, edit);
    if (!change) continue;
    found.changes.push(change);
    found.before.push(sameFieldsOf(prompt, change));
  }
  return found;
}

/** The fields that become different; null if none does. */
function changeOf(prompt: EditablePrompt, { text, context, style }: PromptEdit): PromptEdit | null {
  const change: PromptEdit = { promptId: prompt.id };
  if (text !== undefined && text !== prompt.text) change.text = text;
  if (context !== undefined && (context || null) !== prompt.context) change.context = context || null;
  if (style !== undefined && (style || null) !== prompt.style) change.style = style || null;
  return Object.keys(change).length > 1 ? change : null;
}

const sameFieldsOf = (prompt: EditablePrompt, change: PromptEdit): PromptEdit => ({
  promptId: prompt.id,
  ...(change.text === undefined ? {} : { text: prompt.text }),
  ...(change.context === undefined ? {} : { context: prompt.context }),
  ...(change.style === undefined ? {} : { style: prompt.style }),
});

/** A prompt that leaves the text that it has for one which others may have. */
interface Mover {
  readonly promptId: number;
  readonly text: string;
  readonly from: string;
  readonly to: string;
}

const place = ({ classId }: EditablePrompt, text: string): string => `${classId} ${promptKey(text)}`;

function moverOf(prompt: EditablePrompt, { text }: PromptEdit): Mover | null {
  if (text === undefined) return null;
  const [from, to] = [place(prompt, prompt.text), place(prompt, text)];
  return from === to ? null : { promptId: prompt.id, text, from, to };
}

function conflictsOf(movers: readonly Mover[], others: readonly EditablePrompt[]): TextConflict[] {
  if (movers.length === 0) return [];
  const taken = new Set(others.map((prompt) => place(prompt, prompt.text)));
  const claims = new Map<string, Mover>();
  const conflicts: TextConflict[] = [];
  for (const mover of movers) {
    // Who cannot move stays where another may be about to go, who then cannot move either.
    let refused: Mover | undefined = taken.has(mover.to) || claims.has(mover.to) ? mover : undefined;
    if (!refused) claims.set(mover.to, mover);
    while (refused) {
      conflicts.push({ promptId: refused.promptId, text: refused.text });
      taken.add(refused.from);
      const next = claims.get(refused.from);
      claims.delete(refused.from);
      refused = next;
    }
  }
  return conflicts;
}
