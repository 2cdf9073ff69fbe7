import { Search } from 'lucide-react';
import {
  FieldError,
  Input,
  Label,
  SearchField as AriaSearchField,
  Text,
  TextField as AriaTextField,
} from 'react-aria-components';
import styles from './field.module.css';

interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Why the value cannot be used; shown once it is given. */
  error?: string | null | undefined;
  hint?: string;
  placeholder?: string;
  autoFocus?: boolean;
  hideLabel?: boolean;
  maxLength?: number;
  /** What is typed is hidden, and not offered to be remembered. */
  isSecret?: boolean;
}

export function TextField(props: TextFieldProps) {
  return (
    <AriaTextField
      className={styles.field ?? ''}
      value={props.value}
      onChange={props.onChange}
      isInvalid={Boolean(props.error)}
      autoFocus={props.autoFocus ?? false}
      {...(props.maxLength ? { maxLength: props.maxLength } : {})}
      {...(props.isSecret ? { type: 'password', autoComplete: 'new-password' } : {})}
      {...(props.hideLabel ? { 'aria-label': props.label } : {})}
    >
      {!props.hideLabel && <Label className={styles.label}>{props.label}</Label>}
      <Input className={styles.input ?? ''} placeholder={props.placeholder ?? ''} spellCheck={false} />
      {props.hint && (
        <Text slot="description" className={styles.hint}>
          {props.hint}
        </Text>
      )}
      <FieldError className={styles.error ?? ''}>{props.error}</FieldError>
    </AriaTextField>
  );
}

/** A field that narrows what is shown; Escape empties it. */
export function SearchField(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  /** Enter was pressed. */
  onSubmit?: () => void;
}) {
  return (
    <AriaSearchField
      aria-label={props.label}
      className={styles.search ?? ''}
      value={props.value}
      onChange={props.onChange}
      onSubmit={() => props.onSubmit?.()}
    >
      <Search aria-hidden />
      <Input
        className={styles.input ?? ''}
        placeholder={props.placeholder ?? props.label}
        spellCheck={false}
      />
    </AriaSearchField>
  );
}
