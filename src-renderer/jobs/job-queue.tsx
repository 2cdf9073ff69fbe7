import { ListChecks } from 'lucide-react';
import type { Job } from '../../src-shared/domain/job.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { Button } from '../ui/button.tsx';
import { clearFinished } from './actions.ts';
import styles from './job-queue.module.css';
import { JobRow } from './job-row.tsx';

/** Everything that runs, waits or is over, each with what can be done about it. */
export function JobQueue({ active, finished }: { active: Job[]; finished: Job[] }) {
  if (active.length + finished.length === 0) {
    return (
      <div className={styles.empty}>
        <ListChecks aria-hidden />
        <p>Imports, drawings, trainings and exports are listed here while they run and after.</p>
      </div>
    );
  }
  const queued = active.filter(({ state }) => state.status === 'queued');
  return (
    <div className={styles.queue}>
      <ul>
        {active.map((job) => (
          <JobRow key={job.id} job={job} queued={queued} />
        ))}
      </ul>
      {finished.length > 0 && (
        <>
          <div className={styles.divider}>
            <span>{formatNoun(finished.length, 'job')} finished</span>
            <Button size="small" look="quiet" onPress={clearFinished}>
              Clear
            </Button>
          </div>
          <ul>
            {finished.map((job) => (
              <JobRow key={job.id} job={job} queued={queued} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
