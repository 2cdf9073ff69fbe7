import { useQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { queries } from '../api/queries.ts';
import { useUi } from '../app/ui-state.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { ProgressTrack } from '../ui/states.tsx';
import { resumeJob } from './actions.ts';
import { describeProgress, foremost, inQueueOrder, resumeWords, shareDone } from './describe.ts';
import styles from './job-drawer.module.css';
import { JobQueue } from './job-queue.tsx';

/** One line while quiet; opens to the queue. Always in reach. */
export function JobDrawer() {
  const { data: jobs } = useQuery(queries.jobs());
  const open = useUi((state) => state.drawerOpen);
  const { active, finished } = inQueueOrder(jobs ?? []);
  const job = foremost(active);
  const waiting = active.length - (job ? 1 : 0);
  return (
    <footer className={styles.drawer} aria-label="Jobs">
      {open && <JobQueue active={active} finished={finished} />}
      <div className={styles.line}>
        <IconButton
          label={open ? 'Close the job queue' : 'Open the job queue'}
          shortcut="J"
          size="small"
          icon={open ? <ChevronDown /> : <ChevronUp />}
          onPress={() => useUi.setState({ drawerOpen: !open })}
          aria-expanded={open}
        />
        {job ? (
          <>
            <span className={styles.title}>{job.title}</span>
            <span className={styles.numbers}>{describeProgress(job).join(' · ')}</span>
            {job.state.status === 'paused' && (
              <Button size="small" onPress={() => resumeJob(job.id)}>
                {resumeWords(job)}
              </Button>
            )}
            <div className={styles.track}>
              <ProgressTrack share={shareDone(job)} label={job.title} />
            </div>
            {waiting > 0 && <span className={styles.waiting}>{waiting} more</span>}
          </>
        ) : (
          <span className={styles.numbers}>{quietWords(finished.length)}</span>
        )}
      </div>
    </footer>
  );
}

const quietWords = (finished: number): string =>
  finished === 0 ? 'No jobs' : `No job is running · ${formatNoun(finished, 'job')} finished`;
