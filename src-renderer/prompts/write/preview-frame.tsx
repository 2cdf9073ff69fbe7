import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useRef } from 'react';
import type { PromptDraft } from '../../../src-shared/api/prompts.ts';
import { cx } from '../../ui/class-names.ts';
import { FailureNote, Note, Skeleton } from '../../ui/states.tsx';
import { shortfallWords } from './shortfall-words.ts';
import styles from './write.module.css';

const ROW = 30;

/** What would be written, line by line, before anything changes; only the lines that are seen are made. */
export function PreviewFrame<Line extends { kind: string }>(props: {
  label: string;
  title: string;
  shortfalls: PromptDraft['shortfalls'];
  error: unknown;
  /** Whether an answer is still to come that nothing stands for yet. */
  isWaiting: boolean;
  /** An answer to an earlier question, which the next one is about to replace. */
  isOld: boolean;
  /** Said in the place of lines; null where there are some, or nothing is known. */
  empty: string | null;
  listLabel: string;
  /** Those of the kind `class` are headings. */
  lines: readonly Line[];
  words: (line: Line) => ReactNode;
}) {
  const { lines, isOld } = props;
  const frame = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW,
    overscan: 6,
  });
  return (
    <section className={styles.preview} aria-label={props.label} aria-busy={isOld}>
      <h3 className={styles.previewTitle}>{props.title}</h3>
      {props.error ? <FailureNote error={props.error} /> : null}
      {shortfallWords(props.shortfalls).map((words) => (
        <Note key={words} kind="warn">
          {words}
        </Note>
      ))}
      {props.isWaiting && <Skeleton height={280} />}
      <div ref={frame} className={cx(styles.list, isOld && styles.old)}>
        {props.empty !== null && <p className={styles.enough}>{props.empty}</p>}
        <ul className={styles.canvas} style={{ height: rows.getTotalSize() }} aria-label={props.listLabel}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const line = lines[index];
            return (
              line && (
                <li
                  key={index}
                  className={cx(styles.line, line.kind === 'class' && styles.classLine)}
                  style={{ transform: `translateY(${start}px)` }}
                >
                  {props.words(line)}
                </li>
              )
            );
          })}
        </ul>
      </div>
    </section>
  );
}
