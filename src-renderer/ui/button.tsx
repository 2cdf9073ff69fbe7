import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import styles from './button.module.css';
import { cx } from './class-names.ts';
import { Tip } from './tip.tsx';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'style'> {
  /** `primary`: the one next step of a screen. `quiet`: no frame until it is pointed at. */
  look?: 'primary' | 'plain' | 'quiet' | 'danger';
  size?: 'usual' | 'small' | 'large';
  icon?: ReactNode;
  children?: ReactNode;
  className?: string | undefined;
}

export function Button({ look = 'plain', size = 'usual', icon, children, className, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={cx(styles.button, styles[look], styles[size], className)}>
      {icon}
      {children !== undefined && <span className={styles.label}>{children}</span>}
    </AriaButton>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'aria-label' | 'icon'> {
  /** Read by screen readers and shown on hover and focus. */
  label: string;
  icon: ReactNode;
  /** Key that does the same, shown in the tip. */
  shortcut?: string | undefined;
}

export function IconButton({
  label,
  icon,
  shortcut,
  look = 'quiet',
  size = 'usual',
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tip text={label} shortcut={shortcut}>
      <AriaButton
        {...rest}
        aria-label={label}
        className={cx(styles.button, styles.square, styles[look], styles[size], className)}
      >
        {icon}
      </AriaButton>
    </Tip>
  );
}
