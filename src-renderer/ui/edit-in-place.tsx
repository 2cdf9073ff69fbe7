import { type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { cx } from './class-names.ts';
import styles from './edit-in-place.module.css';

export interface EditInPlaceProps {
  /** Names the field: "New name of crane". */
  label: string;
  /** Names the button that opens it: "Rename crane". */
  buttonLabel: string;
  value: string;
  /** Stands in the field while it is empty. */
  placeholder?: string;
  maxLength: number;
  /** Why a text, without spaces around it, cannot be kept; null if it can. */
  problemOf?: (text: string) => string | null;
  /** Hears a text that can be kept and is another one. */
  onChange: (text: string) => void;
  className?: string | undefined;
  fieldClassName?: string | undefined;
  inputMode?: 'numeric';
  /** What the button shows. */
  children: ReactNode;
}

/**
 * A text that is changed where it stands. Enter and leaving keep it, Escape does not; one that cannot be kept stays in the field with the
 * reason below. After Enter and Escape the keyboard is on the button again.
 */
export function EditInPlace(props: EditInPlaceProps) {
  const [isOpen, setOpen] = useState(false);
  const [returning, setReturning] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (returning && !isOpen) button.current?.focus();
  }, [returning, isOpen]);
  const close = (byKey: boolean) => {
    setReturning(byKey);
    setOpen(false);
  };
  if (isOpen) return <Field {...props} onClose={close} />;
  return (
    <Button
      ref={button}
      className={props.className ?? ''}
      aria-label={props.buttonLabel}
      onPress={() => setOpen(true)}
    >
      {props.children}
    </Button>
  );
}

function Field(props: EditInPlaceProps & { onClose: (byKey: boolean) => void }) {
  const { label, value, placeholder, maxLength, problemOf, onChange, onClose } = props;
  const [text, setText] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  const problemId = useId();
  const written = text.trim();
  const problem = written === value ? null : (problemOf?.(written) ?? null);
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const finish = (keep: boolean, byKey: boolean) => {
    if (done.current || (keep && problem !== null)) return;
    done.current = true;
    if (keep && written !== value) onChange(written);
    onClose(byKey);
  };
  return (
    <span className={styles.frame}>
      <input
        ref={field}
        className={cx(styles.field, props.fieldClassName)}
        aria-label={label}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : problemId}
        inputMode={props.inputMode}
        placeholder={placeholder}
        value={text}
        maxLength={maxLength}
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => finish(true, false)}
        onKeyDown={(event) => {
          const { key } = event;
          if (event.nativeEvent.isComposing || (key !== 'Enter' && key !== 'Escape')) return;
          // The key would press the button, which has the focus by then.
          event.preventDefault();
          finish(key === 'Enter', true);
        }}
      />
      {problem !== null && (
        <span id={problemId} className={styles.problem} role="alert">
          {problem}
        </span>
      )}
    </span>
  );
}
