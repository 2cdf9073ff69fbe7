import { Skeleton } from '../ui/states.tsx';
import styles from './generate.module.css';

/** The form before the models are known, in its final layout. */
export function FormSkeleton() {
  return (
    <output className={styles.columns} aria-label="Loading">
      <span className={styles.form}>
        <Skeleton height={84} />
        <Skeleton height={220} />
        <Skeleton height={140} />
        <Skeleton height={150} />
      </span>
      <Skeleton height={420} />
    </output>
  );
}
