import type { ReactNode } from 'react';
import { cx } from './class-names.ts';
import styles from './page.module.css';

/** A screen that scrolls: its name, what stands there in a sentence, what can be done, and the content. */
export function Page(props: {
  title: string;
  summary?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  width?: 'reading' | 'full';
}) {
  return (
    <div className={styles.page} data-scrolls>
      <header className={styles.header}>
        <div className={styles.heading}>
          <h1 className={styles.title}>{props.title}</h1>
          {props.summary !== undefined && <div className={styles.summary}>{props.summary}</div>}
        </div>
        {props.actions !== undefined && <div className={styles.actions}>{props.actions}</div>}
      </header>
      <div className={cx(styles.content, props.width === 'reading' && styles.reading)}>{props.children}</div>
    </div>
  );
}

/** A part of a page under a small heading. */
export function Section(props: {
  title: string;
  hint?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className={styles.section}>
      <header className={styles.sectionHeader}>
        <h2 className={styles.sectionTitle}>{props.title}</h2>
        {props.hint !== undefined && <p className={styles.sectionHint}>{props.hint}</p>}
        {props.actions !== undefined && <div className={styles.sectionActions}>{props.actions}</div>}
      </header>
      {props.children}
    </section>
  );
}
