import { useLayoutEffect, useRef, useState } from 'react';
import { type Prompt, promptTextSchema } from '../../src-shared/domain/prompt.ts';
import { endEdit } from './actions.ts';
import styles from './prompts.module.css';

/** The text of a prompt while it is changed: Enter keeps it and goes on, leaving keeps it, Escape does not. */
export function EditField({ prompt }: { prompt: Prompt }) {
  const [text, setText] = useState(prompt.text);
  const area = useRef<HTMLTextAreaElement>(null);
  const done = useRef(false);
  const parsed = promptTextSchema.safeParse(text);
  useLayoutEffect(() => {
    area.current?.focus();
    area.current?.select();
    area.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const finish = (keep: boolean, onward: boolean) => {
    if (done.current) return;
    done.current = true;
    endEdit(keep && parsed.success ? parsed.data : null, onward);
  };
  return (
    <>
      <textarea
        ref={area}
        className={styles.editField}
        aria-label={`Text of the prompt “${prompt.text}”`}
        aria-invalid={!parsed.success}
        aria-describedby={parsed.success ? undefined : 'prompt-problem'}
        rows={1}
        value={text}
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => finish(true, false)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') finish(false, false);
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          if (parsed.success) finish(true, true);
        }}
      />
      {!parsed.success && (
        <span id="prompt-problem" className={styles.editProblem} role="alert">
          {parsed.error.issues[0]?.message}
        </span>
      )}
    </>
  );
}
