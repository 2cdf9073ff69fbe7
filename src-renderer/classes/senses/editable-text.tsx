import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { cx } from '../../ui/class-names.ts';
import styles from './senses.module.css';

export interface EditableTextProps {
  /** Names what is changed: "Phrase of crane, the bird". */
  label: string;
  value: string;
  /** Shown in place of nothing. */
  placeholder: string;
  maxLength: number;
  isValid: (text: string) => boolean;
  onChange: (text: string) => void;
  strong?: boolean;
}

/** A text that is changed in place: Enter or leaving keeps it, Escape does not. */
export function EditableText(props: EditableTextProps) {
  const { label, value, placeholder, strong = false } = props;
  const [draft, setDraft] = useState<string | null>(null);
  if (draft === null) {
    return (
      <Button
        className={cx(styles.text, strong && styles.strong)}
        aria-label={`${label}: ${value || 'none'}. Change it`}
        onPress={() => setDraft(value)}
      >
        <span className={cx(value === '' && styles.faint)}>{value || placeholder}</span>
        <Pencil aria-hidden />
      </Button>
    );
  }
  const valid = props.isValid(draft.trim());
  const finish = (keep: boolean) => {
    if (keep && valid && draft.trim() !== value) props.onChange(draft.trim());
    setDraft(null);
  };
  return (
    <input
      className={cx(styles.field, strong && styles.strong)}
      aria-label={label}
      aria-invalid={!valid}
      placeholder={placeholder}
      value={draft}
      maxLength={props.maxLength}
      ref={(input) => {
        if (input && document.activeElement !== input) input.focus();
      }}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => finish(true)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish(true);
        if (event.key === 'Escape') finish(false);
      }}
    />
  );
}
