import { Label, NumberField as AriaNumberField } from 'react-aria-components';
import styles from './field.module.css';
import { NumberInput, numberFormat } from './number-input.tsx';

export interface NumberFieldProps {
  label: string;
  value: number;
  onChange: (value: number) => void;
  min?: number;
  max?: number;
  step?: number;
  /** Shown inside the field, e.g. "images". */
  unit?: string;
  hint?: string;
  /** Up to this many decimals are shown; whole numbers by default. */
  decimals?: number;
  isDisabled?: boolean;
  /** Given, null too: what is typed stays as it is, and this says what is wrong with it. */
  error?: string | null;
}

/** A number that is typed, or stepped with the arrow keys; kept within its bounds when left, unless `error` speaks for it. */
export function NumberField(props: NumberFieldProps) {
  const { min, max, step } = props;
  return (
    <AriaNumberField
      className={styles.field ?? ''}
      value={props.value}
      onChange={(value) => !Number.isNaN(value) && props.onChange(value)}
      formatOptions={numberFormat(props.decimals)}
      isDisabled={props.isDisabled ?? false}
      {...(props.error === undefined ? {} : { commitBehavior: 'validate', isInvalid: props.error !== null })}
      {...(min === undefined ? {} : { minValue: min })}
      {...(max === undefined ? {} : { maxValue: max })}
      {...(step === undefined ? {} : { step })}
    >
      <Label className={styles.label}>{props.label}</Label>
      <NumberInput unit={props.unit} hint={props.hint} error={props.error} />
    </AriaNumberField>
  );
}
