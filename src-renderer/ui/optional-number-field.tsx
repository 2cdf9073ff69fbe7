import { Check } from 'lucide-react';
import {
  CheckboxButton,
  CheckboxField,
  FieldError,
  Input,
  NumberField as AriaNumberField,
  Text,
} from 'react-aria-components';
import { cx } from './class-names.ts';
import styles from './field.module.css';
import type { NumberFieldProps } from './number-field.tsx';

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
        formatOptions={{
          maximumFractionDigits: props.decimals ?? 0,
          useGrouping: props.decimals === undefined,
        }}
        isDisabled={value === null}
        isInvalid={error !== null}
        commitBehavior="validate"
      >
        <div className={styles.number}>
          <Input className={cx(styles.input, props.unit && styles.withUnit)} />
          {props.unit && <span className={styles.unit}>{props.unit}</span>}
        </div>
        {props.hint && (
          <Text slot="description" className={styles.hint}>
            {props.hint}
          </Text>
        )}
        <FieldError className={styles.error ?? ''}>{error}</FieldError>
      </AriaNumberField>
    </div>
  );
}
