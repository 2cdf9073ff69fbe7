import type { ReactNode } from 'react';
import styles from './inspector.module.css';

/** A name and what it is, in a list of facts. */
export const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className={styles.fact}>
    <dt title={name}>{name}</dt>
    <dd>{children}</dd>
  </div>
);
