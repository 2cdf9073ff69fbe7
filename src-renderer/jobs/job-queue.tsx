import { ListChecks } from 'lucide-react';
import { useState } from 'react';
import type { Job } from '../../src-shared/domain/job.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { clearFinished } from './actions.ts';
import styles from './job-queue.module.css';
import { JobRow } from './job-row.tsx';

/** Everything that runs, waits or is over, each with what can be done about it. */
export function JobQueue({ active, finished }: { active: Job[]; finished: Job[] }) {
  const [clearing, setClearing] = useState(false);
  const failures = finished.reduce((sum, job) => sum + job.progress.failed, 0);
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
            <Button size="small" look="quiet" onPress={() => setClearing(true)}>
              Clear
            </Button>
            {clearing && (
              <Confirm
                title={`Clear ${formatNoun(finished.length, 'finished job')}?`}
                action={`Clear ${formatNoun(finished.length, 'job')}`}
                onConfirm={() => {
                  clearFinished();
                  setClearing(false);
                }}
                onClose={() => setClearing(false)}
              >
                What they made stays. Their entries go, with the reasons of {formatNoun(failures, 'failure')}{' '}
                and the way to try again what failed. This cannot be undone.
              </Confirm>
            )}
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
