import { type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Prompt } from '../../src-shared/domain/prompt.ts';
import { type Column, columnNames } from './columns.ts';
import { endEdit, type Onward, readCell } from './editing.ts';
import styles from './prompts.module.css';
import { usePrompts } from './store.ts';
import { namesOf } from './tallies.ts';

/**
 * A cell while it is changed. Enter keeps it and points at the row below, with Ctrl it goes on there; Tab goes on in the next cell, leaving
 * keeps it, Escape does not.
 */
export function EditField({ prompt, column }: { prompt: Prompt; column: Column }) {
  const [written, setWritten] = useState(prompt[column] ?? '');
  const field = useRef<HTMLTextAreaElement & HTMLInputElement>(null);
  const done = useRef(false);
  const read = useMemo(() => readCell(prompt, column, written), [prompt, column, written]);
  const problem = 'problem' in read ? read.problem : null;
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
    field.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const finish = (keep: boolean, onward: Onward) => {
    if (done.current) return;
    done.current = true;
    endEdit(keep && 'value' in read ? read.value : undefined, onward);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') finish(false, { kind: 'stay' });
    const onward = onwardBy(event);
    if (!onward) return;
    event.preventDefault();
    if (problem === null) finish(true, onward);
  };
  const shared = {
    ref: field,
    'aria-label': `${columnNames[column]} of the prompt “${prompt.text}”`,
    'aria-invalid': problem !== null,
    'aria-describedby': problem === null ? undefined : 'prompt-problem',
    value: written,
    spellCheck: false,
    onBlur: () => finish(true, { kind: 'stay' }),
    onKeyDown,
  };
  return (
    <>
      {column === 'text' ? (
        <textarea
          {...shared}
          className={styles.editField}
          rows={1}
          onChange={(event) => setWritten(event.target.value)}
        />
      ) : (
        <>
          <input
            {...shared}
            className={styles.editField}
            list="prompt-names"
            maxLength={200}
            autoComplete="off"
            onChange={(event) => setWritten(event.target.value)}
          />
          <KnownNames column={column} />
        </>
      )}
      {problem !== null && (
        <span id="prompt-problem" className={styles.editProblem} role="alert">
          {problem}
        </span>
      )}
    </>
  );
}

function onwardBy({ key, shiftKey, ctrlKey, metaKey }: KeyboardEvent): Onward | null {
  if (key === 'Enter') return { kind: 'below', edits: ctrlKey || metaKey };
  return key === 'Tab' ? { kind: 'beside', by: shiftKey ? -1 : 1 } : null;
}

/** What other prompts name, to choose from. */
export function KnownNames({ column }: { column: Exclude<Column, 'text'> }) {
  const prompts = usePrompts((state) => state.prompts);
  const names = useMemo(() => namesOf(prompts ?? [], column), [prompts, column]);
  return (
    <datalist id="prompt-names">
      {names.map(
        ({ name }) =>
          name !== null && (
            <option key={name} value={name}>
              {name}
            </option>
          ),
      )}
    </datalist>
  );
}
