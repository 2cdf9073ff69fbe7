import type { Database } from 'better-sqlite3';
import type { EditedPrompts } from '../../../src-shared/api/prompts.ts';
import { promptKey } from '../../../src-shared/domain/prompt.ts';
import { UserError } from '../../../src-shared/errors.ts';
import {
  type EditablePrompt,
  type PromptEdit,
  type ResolvedEdits,
  resolveEdits,
} from '../../../src-shared/prompts/edits/resolve-edits.ts';
import { prepared } from './statement.ts';

type Row = Omit<EditablePrompt, 'locked'> & { locked: number; original: string | null };
type StoredPrompt = EditablePrompt & { readonly original: string | null };

/** All prompts on the lists of the classes that these belong to: texts may be in conflict with any of them. */
function promptsBeside(db: Database, promptIds: readonly number[]): StoredPrompt[] {
  return prepared<[string], Row>(
    db,
    `SELECT id, class_id AS classId, text, original, context, style, locked FROM prompt
     WHERE archived = 0 AND class_id IN (SELECT class_id FROM prompt WHERE id IN (SELECT value FROM json_each(?)))
     ORDER BY id`,
  )
    .all(JSON.stringify(promptIds))
    .map((row) => ({ ...row, locked: row.locked === 1 }));
}

const MAKE_ROOM = 'UPDATE prompt SET text_key = char(0) || id WHERE id = ?';
const SET_TEXT = 'UPDATE prompt SET text = ?, text_key = ?, original = ? WHERE id = ?';
const SET_NAMES = 'UPDATE prompt SET context = ?, style = ? WHERE id = ?';

function carryOut(db: Database, prompts: readonly StoredPrompt[], changes: readonly PromptEdit[]): void {
  const stored = new Map(prompts.map((prompt) => [prompt.id, prompt]));
  const makeRoom = prepared<[number]>(db, MAKE_ROOM);
  const setText = prepared<[string, string, string | null, number]>(db, SET_TEXT);
  const setNames = prepared<[string | null, string | null, number]>(db, SET_NAMES);
  // Prompts may swap their texts, and the database minds for as long as both have the same.
  for (const { promptId, text } of changes) if (text !== undefined) makeRoom.run(promptId);
  for (const { promptId, text, context, style } of changes) {
    const prompt = stored.get(promptId);
    if (!prompt) continue;
    if (text !== undefined) {
      const first = prompt.original ?? prompt.text;
      setText.run(text, promptKey(text), first === text ? null : first, promptId);
    }
    if (context === undefined && style === undefined) continue;
    setNames.run(
      context === undefined ? prompt.context : context,
      style === undefined ? prompt.style : style,
      promptId,
    );
  }
}

function edit(db: Database, edits: readonly PromptEdit[], evenLocked: boolean): ResolvedEdits {
  const prompts = promptsBeside(
    db,
    edits.map(({ promptId }) => promptId),
  );
  const resolved = resolveEdits(prompts, edits, { evenLocked });
  carryOut(db, prompts, resolved.changes);
  return resolved;
}

const report = ({ changes, ...rest }: ResolvedEdits): EditedPrompts => ({ ...rest, changed: changes.length });

export const promptEditQueries = {
  /** By hand: a locked prompt as well. 'conflict' when the class has the text already, 'not-found' when the prompt is archived. */
  'prompts.edit': (db: Database, input: PromptEdit): void => {
    const { missing, conflicts } = edit(db, [input], true);
    if (missing.length > 0) throw new UserError('not-found', 'That prompt is no longer on the list.');
    if (conflicts.length === 0) return;
    throw new UserError(
      'conflict',
      'The class already has this prompt.',
      'Change it, or archive one of them.',
    );
  },

  /** See `resolveEdits`; all in one transaction. */
  'prompts.editMany': (db: Database, edits: readonly PromptEdit[]): EditedPrompts =>
    report(edit(db, edits, false)),

  /** The same, locked prompts too: gives back what an edit of many took. */
  'prompts.restoreMany': (db: Database, edits: readonly PromptEdit[]): EditedPrompts =>
    report(edit(db, edits, true)),

  /** Ids of the prompts on the list for which this is a change. */
  'prompts.setLocked': (db: Database, input: { promptIds: readonly number[]; locked: boolean }): number[] =>
    prepared<[number, string, number], { id: number }>(
      db,
      `UPDATE prompt SET locked = ?
       WHERE archived = 0 AND id IN (SELECT value FROM json_each(?)) AND locked <> ? RETURNING id`,
    )
      .all(Number(input.locked), JSON.stringify(input.promptIds), Number(input.locked))
      .map(({ id }) => id),
};
