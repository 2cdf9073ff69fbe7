import { FieldError, Input, Text } from 'react-aria-components';
import { cx } from './class-names.ts';
import styles from './field.module.css';

/** How numbers are shown: with up to `decimals`, or whole and in groups of three digits. */
export const numberFormat = (decimals: number | undefined): Intl.NumberFormatOptions => ({
  maximumFractionDigits: decimals ?? 0,
  useGrouping: decimals === undefined,
});

/** What stands in a number field: where it is typed, its unit, a hint, and what is wrong with it. */
export function NumberInput(props: {
  unit?: string | undefined;
  hint?: string | undefined;
  error?: string | null | undefined;
}) {
  return (
    <>
      <div className={styles.number}>
        <Input className={cx(styles.input, props.unit && styles.withUnit)} />
        {props.unit && <span className={styles.unit}>{props.unit}</span>}
      </div>
      {props.hint && (
        <Text slot="description" className={styles.hint}>
          {props.hint}
        </Text>
      )}
      <FieldError className={styles.error ?? ''}>{props.error}</FieldError>
    </>
  );
}
