import { useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import { queries } from '../api/queries.ts';
import { cx } from '../ui/class-names.ts';
import { useNarrow } from '../ui/use-narrow.ts';
import { ClassRow, HEAD_ROWS } from './class-row.tsx';
import styles from './classes.module.css';

const columns = ['Train', 'Val', 'Test', 'Generated', 'Kept', 'Undecided', 'Rejected'];
const ROW_HEIGHT = 37;
/** Beyond this many classes the window cannot show all of them anyway. */
const TALL = 60;

/** The classes in label order, with what each one has. Only those in sight exist: there may be a thousand. */
export function ClassTable({ classes }: { classes: readonly ImageClass[] }) {
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const senses = useQuery(queries.senses());
  const entries = useMemo(() => new Map(senses.data?.map((entry) => [entry.classId, entry])), [senses.data]);
  const narrow = useNarrow();
  const ordered = useMemo(() => classes.toSorted((a, b) => a.position - b.position), [classes]);
  const largest = useMemo(() => Math.max(1, ...ordered.map(largestCount)), [ordered]);
  const toggle = useCallback((id: number) => setOpen((old) => toggled(old, id)), []);
  const frame = useRef<HTMLDivElement>(null);
  const margin = useMargin(frame);
  // A row is as high as what is open in it.
  const rows = useVirtualizer({
    count: ordered.length,
    getScrollElement: () => frame.current?.closest('[data-scrolls]') ?? null,
    getItemKey: (index) => ordered[index]?.id ?? index,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollMargin: margin,
  });
  const inSight = rows.getVirtualItems();
  const before = (inSight[0]?.start ?? margin) - margin;
  const after = rows.getTotalSize() - ((inSight.at(-1)?.end ?? margin) - margin);
  return (
    <div ref={frame} className={styles.frame}>
      <table
        className={cx(styles.table, ordered.length > TALL && styles.tall)}
        aria-rowcount={ordered.length + HEAD_ROWS}
      >
        <TableHead narrow={narrow} />
        <Space height={before} />
        {inSight.map(({ index }) => {
          const each = ordered[index];
          return (
            each && (
              <ClassRow
                key={each.id}
                imageClass={each}
                entry={entries.get(each.id)}
                isOpen={open.has(each.id)}
                onToggle={toggle}
                label={index}
                isLast={index === ordered.length - 1}
                largest={largest}
                narrow={narrow}
                measure={rows.measureElement}
              />
            )
          );
        })}
        <Space height={after} />
      </table>
    </div>
  );
}

/** How far the rows begin below the upper edge of the page that scrolls. */
function useMargin(frame: RefObject<HTMLElement | null>): number {
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => {
    const table = frame.current;
    if (!table?.parentElement) return;
    const measure = () => setMargin(table.offsetTop + (table.querySelector('thead')?.offsetHeight ?? 0));
    // What stands above the table may grow.
    const observer = new ResizeObserver(measure);
    observer.observe(table.parentElement);
    return () => observer.disconnect();
  }, [frame]);
  return margin;
}

/** Stands for the rows that are out of sight. */
const Space = ({ height }: { height: number }) =>
  height > 0 && (
    <tbody aria-hidden>
      <tr style={{ height }} />
    </tbody>
  );

const TableHead = ({ narrow }: { narrow: boolean }) => (
  <thead>
    <tr>
      <th scope="col" rowSpan={2} className={styles.number}>
        Label
      </th>
      <th scope="col" rowSpan={2}>
        Class
      </th>
      <th scope="colgroup" colSpan={3} className={styles.group}>
        Real
      </th>
      <th scope="col" rowSpan={2} className={styles.number}>
        Prompts
      </th>
      <th scope="colgroup" colSpan={narrow ? 3 : 4} className={styles.group}>
        Synthetic
      </th>
      <th scope="col" rowSpan={2} className={styles.number}>
        OOD
      </th>
      <th scope="col" rowSpan={2}>
        <span className="visually-hidden">Missing</span>
      </th>
      <th scope="col" rowSpan={2}>
        <span className="visually-hidden">Actions</span>
      </th>
    </tr>
    <tr>
      {columns
        .filter((name) => !narrow || name !== 'Generated')
        .map((name) => (
          <th key={name} scope="col" className={styles.number}>
            {name}
          </th>
        ))}
    </tr>
  </thead>
);

/** The set with the id in it if it was not, and without it if it was. */
function toggled(ids: ReadonlySet<number>, id: number): ReadonlySet<number> {
  const changed = new Set(ids);
  if (!changed.delete(id)) changed.add(id);
  return changed;
}

const largestCount = ({ counts: { real, synthetic, ood } }: ImageClass): number =>
  Math.max(real.train, real.val, real.test, synthetic.keep + synthetic.undecided + synthetic.reject, ood);
