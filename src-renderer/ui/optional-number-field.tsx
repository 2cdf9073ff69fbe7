import { Check } from 'lucide-react';
import { CheckboxButton, CheckboxField, NumberField as AriaNumberField } from 'react-aria-components';
import styles from './field.module.css';
import type { NumberFieldProps } from './number-field.tsx';
import { NumberInput, numberFormat } from './number-input.tsx';

interface OptionalNumberFieldProps
  extends Pick<NumberFieldProps, 'label' | 'unit' | 'hint' | 'decimals' | 'error' | 'onChange'> {
  /** Null while it is off. */
  value: number | null;
  /** Shown while it is off. */
  idle: number;
  onToggle: (on: boolean) => void;
}

/** A number that can be off: a tick before its name turns it on. Takes the same room either way. */
export function OptionalNumberField(props: OptionalNumberFieldProps) {
  const { label, value, error = null } = props;
  return (
    <div className={styles.field}>
      <CheckboxField isSelected={value !== null} onChange={props.onToggle}>
        <CheckboxButton className={styles.toggle ?? ''}>
          <span className={styles.toggleBox}>{value !== null && <Check aria-hidden />}</span>
          {label}
        </CheckboxButton>
      </CheckboxField>
      <AriaNumberField
        className={styles.field ?? ''}
        aria-label={props.unit ? `${label}, ${props.unit}` : label}
        value={value ?? props.idle}
        onChange={(typed) => !Number.isNaN(typed) && props.onChange(typed)}
        formatOptions={numberFormat(props.decimals)}
        isDisabled={value === null}
        isInvalid={error !== null}
        commitBehavior="validate"
      >
        <NumberInput unit={props.unit} hint={props.hint} error={error} />
      </AriaNumberField>
    </div>
  );
}
