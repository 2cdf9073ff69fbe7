import styles from './page-skeleton.module.css';
import { Skeleton } from './states.tsx';

/** A page whose content is on its way: heading and rows in their final places. */
export function PageSkeleton({ rows = 6 }: { rows?: number }) {
  return (
    <output className={styles.page} aria-label="Loading">
      <Skeleton width={160} height={24} />
      <Skeleton width={320} />
      <div className={styles.rows}>
        {Array.from({ length: rows }, (_, row) => (
          <Skeleton key={row} height={34} />
        ))}
      </div>
    </output>
  );
}
