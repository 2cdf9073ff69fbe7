import type { ReactNode } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import styles from './choice.module.css';

export interface Segment<Value extends string> {
  value: Value;
  label: string;
  icon?: ReactNode;
  count?: string;
}

/** A few values side by side, exactly one of them chosen. */
export function Segments<Value extends string>(props: {
  label: string;
  segments: readonly Segment<Value>[];
  value: Value;
  onChange: (value: Value) => void;
}) {
  return (
    <ToggleButtonGroup
      aria-label={props.label}
      className={styles.segments ?? ''}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[props.value]}
      onSelectionChange={(keys) => {
        const chosen = props.segments.find(({ value }) => keys.has(value));
        if (chosen) props.onChange(chosen.value);
      }}
    >
      {props.segments.map(({ value, label, icon, count }) => (
        <ToggleButton key={value} id={value} className={styles.segment ?? ''}>
          {icon}
          {label}
          {count !== undefined && <span className={styles.segmentCount}>{count}</span>}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
