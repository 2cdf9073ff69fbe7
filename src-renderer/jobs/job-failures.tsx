import { useQuery } from '@tanstack/react-query';
import { queries } from '../api/queries.ts';
import { FailureNote, Skeleton } from '../ui/states.tsx';
import styles from './job-queue.module.css';

/** The items that failed without ending the job, each with its reason. */
export function JobFailures({ jobId }: { jobId: number }) {
  const { data, error } = useQuery({ ...queries.jobFailures(jobId), staleTime: 0 });
  if (error) return <FailureNote error={error} />;
  if (!data) return <Skeleton height={18} />;
  return (
    <ul className={styles.failures}>
      {data.map((failure) => (
        <li key={failure.itemId}>
          <span className={styles.title} title={failure.label}>
            {failure.label}
          </span>
          <span>
            {failure.error.message} {failure.error.advice}
          </span>
        </li>
      ))}
    </ul>
  );
}
