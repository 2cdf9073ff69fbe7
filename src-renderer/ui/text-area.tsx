import { FieldError, Label, Text, TextArea as AriaTextArea, TextField } from 'react-aria-components';
import { cx } from './class-names.ts';
import styles from './field.module.css';

/** A field of several lines. */
export function TextArea(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  rows: number;
  error?: string | null | undefined;
  hint?: string;
  placeholder?: string;
  autoFocus?: boolean;
}) {
  return (
    <TextField
      className={styles.field ?? ''}
      value={props.value}
      onChange={props.onChange}
      isInvalid={Boolean(props.error)}
      autoFocus={props.autoFocus ?? false}
    >
      <Label className={styles.label}>{props.label}</Label>
      <AriaTextArea
        className={cx(styles.input, styles.area)}
        rows={props.rows}
        placeholder={props.placeholder ?? ''}
        spellCheck={false}
      />
      {props.hint && (
        <Text slot="description" className={styles.hint}>
          {props.hint}
        </Text>
      )}
      <FieldError className={styles.error ?? ''}>{props.error}</FieldError>
    </TextField>
  );
}
