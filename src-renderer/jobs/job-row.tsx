import { Ban, CircleCheck, CircleDashed, CirclePause, CircleX, Loader } from 'lucide-react';
import { useState } from 'react';
import type { Job, JobStatus } from '../../src-shared/domain/job.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { Button } from '../ui/button.tsx';
import { cx } from '../ui/class-names.ts';
import { ProgressTrack } from '../ui/states.tsx';
import { describeProgress, shareDone } from './describe.ts';
import { JobActions } from './job-actions.tsx';
import { JobFailures } from './job-failures.tsx';
import styles from './job-queue.module.css';

const icons: Readonly<Record<JobStatus, typeof Ban>> = {
  queued: CircleDashed,
  running: Loader,
  paused: CirclePause,
  done: CircleCheck,
  failed: CircleX,
  cancelled: Ban,
};

const statusNames: Readonly<Record<JobStatus, string>> = {
  queued: 'Waiting',
  running: 'Running',
  paused: 'Paused',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

export function JobRow({ job, queued }: { job: Job; queued: readonly Job[] }) {
  const [listing, setListing] = useState(false);
  const { state, progress } = job;
  const Icon = icons[state.status];
  const unfinished = state.status === 'running' || state.status === 'paused';
  return (
    <li className={styles.row}>
      <span
        className={cx(
          styles.name,
          state.status === 'done' && styles.done,
          state.status === 'failed' && styles.failed,
        )}
      >
        <Icon aria-hidden />
        <span className="visually-hidden">{statusNames[state.status]}</span>
        <span className={styles.title} title={job.title}>
          {job.title}
        </span>
        {progress.failed > 0 && (
          <Button size="small" look="quiet" onPress={() => setListing(!listing)} aria-expanded={listing}>
            {formatNoun(progress.failed, 'failure')}
          </Button>
        )}
      </span>
      <span className={styles.words}>
        {[...describeProgress(job), ...(progress.note && unfinished ? [progress.note] : [])].join(' · ')}
      </span>
      <span className={styles.track}>
        {unfinished && <ProgressTrack share={shareDone(job)} label={job.title} />}
      </span>
      <JobActions job={job} queued={queued} />
      {state.status === 'failed' && (
        <p className={styles.error}>
          {state.error.message} {state.error.advice}
        </p>
      )}
      {listing && <JobFailures jobId={job.id} />}
    </li>
  );
}
