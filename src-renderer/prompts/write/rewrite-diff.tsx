import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { RewritePlan } from '../../../src-shared/api/prompts.ts';
import { formatCount, formatNoun } from '../../../src-shared/format/numbers.ts';
import { cx } from '../../ui/class-names.ts';
import { FailureNote, Note, Skeleton } from '../../ui/states.tsx';
import type { DiffLine } from './diff-lines.ts';
import { shortfallWords } from './shortfall-words.ts';
import styles from './write.module.css';

const ROW = 30;

/** What would go and what would come, before anything changes. */
export function RewriteDiff(props: {
  lines: readonly DiffLine[];
  /** Null while there is none. */
  plan: RewritePlan | null;
  isOld: boolean;
  error: unknown;
}) {
  const { lines, plan } = props;
  const frame = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW,
    overscan: 6,
  });
  return (
    <section className={styles.preview} aria-label="Changes" aria-busy={props.isOld}>
      <h3 className={styles.previewTitle}>{plan ? planWords(plan) : 'Comparing'}</h3>
      {props.error ? <FailureNote error={props.error} /> : null}
      {plan &&
        shortfallWords(plan.shortfalls).map((words) => (
          <Note key={words} kind="warn">
            {words}
          </Note>
        ))}
      {!plan && !props.error && <Skeleton height={280} />}
      <div ref={frame} className={cx(styles.list, props.isOld && styles.old)}>
        {plan && lines.length === 0 && (
          <p className={styles.enough}>
            Writing anew would change nothing. Another seed gives other prompts.
          </p>
        )}
        <ul
          className={styles.canvas}
          style={{ height: rows.getTotalSize() }}
          aria-label="Prompts that go and come"
        >
          {rows.getVirtualItems().map(({ index, start }) => {
            const line = lines[index];
            return (
              line && (
                <li
                  key={index}
                  className={cx(styles.line, line.kind === 'class' && styles.classLine)}
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <LineWords line={line} />
                </li>
              )
            );
          })}
        </ul>
      </div>
    </section>
  );
}

function LineWords({ line }: { line: DiffLine }) {
  if (line.kind === 'class') {
    return (
      <>
        <span className={styles.lineText}>{line.name}</span>
        <span className={styles.lineNote}>
          {formatCount(line.removed)} go, {formatCount(line.added)} come
        </span>
      </>
    );
  }
  const goes = line.kind === 'removed';
  return (
    <>
      <span className={goes ? styles.goes : styles.comes} aria-hidden>
        {goes ? '−' : '+'}
      </span>
      <span className={cx(styles.lineText, goes && styles.goesText)} title={line.text}>
        <span className="visually-hidden">{goes ? 'goes: ' : 'comes: '}</span>
        {line.text}
      </span>
    </>
  );
}

const planWords = ({ added, removed, same, spared }: RewritePlan): string =>
  [
    `${formatNoun(removed.length, 'prompt')} ${removed.length === 1 ? 'goes' : 'go'}`,
    `${formatCount(added.length)} ${added.length === 1 ? 'comes' : 'come'}`,
    `${formatCount(same.length)} the same`,
    ...(spared > 0 ? [`${formatCount(spared)} spared`] : []),
  ].join(', ');
