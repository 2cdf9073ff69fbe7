import { useQuery } from '@tanstack/react-query';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import { queries } from '../api/queries.ts';
import { thumbnailAddress } from '../api/addresses.ts';
import { formatCount, formatNoun } from '../../src-shared/format/numbers.ts';
import { FailureNote, Skeleton } from '../ui/states.tsx';
import { Select } from '../ui/select.tsx';
import { giveClass } from './actions.ts';
import { versionOf } from './columns.ts';
import { ImageFacts } from './image-facts.tsx';
import styles from './inspector.module.css';
import { singleTargetId, useReview } from './store.ts';
import { useSettled } from './use-settled.ts';

/** Whatever is chosen, with where it came from. */
export function Inspector({ classes }: { classes: readonly ImageClass[] }) {
  const chosen = useSettled(useReview((state) => state.selection.ids));
  const single = useSettled(useReview(singleTargetId));
  return (
    <aside className={styles.inspector} aria-label="Information">
      {chosen.size > 1 ? (
        <Several ids={chosen} classes={classes} />
      ) : single === null ? (
        <p className={styles.none}>Point at an image to see where it came from.</p>
      ) : (
        <One id={single} classes={classes} />
      )}
    </aside>
  );
}

function One({ id, classes }: { id: number; classes: readonly ImageClass[] }) {
  const { data, error } = useQuery(queries.imageDetail(id));
  const version = useReview(({ columns }) => versionOf(columns, id));
  return (
    <>
      <div className={styles.preview}>
        <img key={id} src={thumbnailAddress(id, version)} alt="" decoding="async" />
      </div>
      {error ? (
        <FailureNote error={error} />
      ) : data ? (
        <ImageFacts detail={data} classes={classes} />
      ) : (
        <Skeleton height={240} />
      )}
    </>
  );
}

/** Naming every class would take the whole height where there are many. */
const NAMED_CLASSES = 12;

function Several({ ids, classes }: { ids: ReadonlySet<number>; classes: readonly ImageClass[] }) {
  const columns = useReview((state) => state.columns);
  useReview((state) => state.revision);
  if (!columns) return null;
  const verdicts = [0, 0, 0];
  const byClass = new Map<number, number>();
  for (const id of ids) {
    const row = columns.rowOf.get(id);
    if (row === undefined) continue;
    const code = columns.verdicts[row]!;
    verdicts[code] = (verdicts[code] ?? 0) + 1;
    const classId = columns.classIds[row]!;
    byClass.set(classId, (byClass.get(classId) ?? 0) + 1);
  }
  const names = new Map(classes.map(({ id, name }) => [id, name]));
  const largest = [...byClass].toSorted((a, b) => b[1] - a[1]);
  return (
    <>
      <h2 className={styles.title}>{formatNoun(ids.size, 'image')} chosen</h2>
      <dl className={styles.facts}>
        <Fact name="Kept" value={formatCount(verdicts[1] ?? 0)} />
        <Fact name="Rejected" value={formatCount(verdicts[2] ?? 0)} />
        <Fact name="Undecided" value={formatCount(verdicts[0] ?? 0)} />
      </dl>
      <h3 className={styles.subtitle}>Classes</h3>
      <dl className={styles.facts}>
        {largest.slice(0, NAMED_CLASSES).map(([classId, count]) => (
          <Fact key={classId} name={names.get(classId) ?? `Class ${classId}`} value={formatCount(count)} />
        ))}
      </dl>
      {largest.length > NAMED_CLASSES && (
        <p className={styles.none}>
          and {formatNoun(largest.length - NAMED_CLASSES, 'class', 'classes')} more
        </p>
      )}
      <Select
        label={`Move ${formatNoun(ids.size, 'image')} to class`}
        value={0}
        options={[
          { value: 0, label: 'Choose a class' },
          ...classes.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(classId) => classId !== 0 && giveClass(classId, [...ids])}
      />
    </>
  );
}

const Fact = ({ name, value }: { name: string; value: string }) => (
  <div className={styles.fact}>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);
