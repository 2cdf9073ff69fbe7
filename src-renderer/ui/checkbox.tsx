import { Check, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import { CheckboxButton, CheckboxField } from 'react-aria-components';
import styles from './choice.module.css';

export interface CheckboxProps {
  children?: ReactNode;
  /** A word or two after the name. */
  hint?: ReactNode;
  isSelected: boolean;
  onChange: (selected: boolean) => void;
  isIndeterminate?: boolean;
  isDisabled?: boolean;
  /** The name where no children are shown. */
  'aria-label'?: string;
}

export function Checkbox({
  children,
  hint,
  isIndeterminate = false,
  isDisabled = false,
  ...props
}: CheckboxProps) {
  return (
    <CheckboxField
      isSelected={props.isSelected}
      onChange={props.onChange}
      isIndeterminate={isIndeterminate}
      isDisabled={isDisabled}
      {...(props['aria-label'] ? { 'aria-label': props['aria-label'] } : {})}
    >
      <CheckboxButton className={styles.check ?? ''}>
        <span className={styles.box}>
          {isIndeterminate ? <Minus aria-hidden /> : props.isSelected && <Check aria-hidden />}
        </span>
        {children !== undefined && (
          <span className={styles.text}>
            <span className={styles.name}>{children}</span>
            {hint !== undefined && <span className={styles.hint}>{hint}</span>}
          </span>
        )}
      </CheckboxButton>
    </CheckboxField>
  );
}
