import type { ReactNode } from 'react';
import styles from './row-list.module.css';

/** A panel of `li`s, one below another, with a line between them. */
export function RowList({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <ul className={styles.list} {...(label === undefined ? {} : { 'aria-label': label })}>
      {children}
    </ul>
  );
}

/** A row whose parts stand below each other. */
export function Row({ children }: { children: ReactNode }) {
  return <li className={styles.row}>{children}</li>;
}
