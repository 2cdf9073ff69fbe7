import { Pencil } from 'lucide-react';
import { cx } from '../../ui/class-names.ts';
import { EditInPlace } from '../../ui/edit-in-place.tsx';
import styles from './senses.module.css';

/** One of the texts that a sense, or a class, is described by. */
export function SenseText(props: {
  /** Names what is changed: "Meaning of “crane, the bird”". */
  label: string;
  value: string;
  /** Shown in place of nothing. */
  placeholder: string;
  maxLength: number;
  problemOf?: (text: string) => string | null;
  onChange: (text: string) => void;
  strong?: boolean;
}) {
  const { label, value, placeholder, strong = false, ...editing } = props;
  return (
    <EditInPlace
      {...editing}
      label={label}
      buttonLabel={`${label}: ${value || 'none'}. Change it`}
      value={value}
      placeholder={placeholder}
      className={cx(styles.text, strong && styles.strong)}
      fieldClassName={strong ? styles.strong : styles.small}
    >
      <span className={cx(value === '' && styles.faint)}>{value || placeholder}</span>
      <Pencil aria-hidden />
    </EditInPlace>
  );
}
