import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { cx } from '../../ui/class-names.ts';
import { changedPart } from './changed-part.ts';
import styles from './replace.module.css';
import type { TextChange } from '../../../src-shared/prompts/edits/replacement.ts';

const ROW = 48;

/** Texts before and after, one above the other; only those in sight exist. */
export function ChangeList({ changes, isOld }: { changes: readonly TextChange[]; isOld: boolean }) {
  const frame = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: changes.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW,
    overscan: 4,
  });
  return (
    <div ref={frame} className={cx(styles.list, isOld && styles.old)} aria-busy={isOld}>
      <ul className={styles.canvas} style={{ height: rows.getTotalSize() }} aria-label="Changes">
        {rows.getVirtualItems().map(({ index, start }) => {
          const change = changes[index];
          if (!change) return null;
          const { head, removed, added, tail } = changedPart(change.before, change.after);
          return (
            <li
              key={change.promptId}
              className={styles.change}
              style={{ transform: `translateY(${start}px)` }}
            >
              <span className={styles.before} title={change.before}>
                {head}
                <del>{removed}</del>
                {tail}
              </span>
              <span className={styles.after} title={change.after}>
                {head}
                <ins>{added}</ins>
                {tail}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
