import { useQuery } from '@tanstack/react-query';
import { ArrowRight, Play, Plus, RotateCcw } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { MadeImages } from '../../src-shared/api/generation.ts';
import { isTerminal, type Job } from '../../src-shared/domain/job.ts';
import { formatCount, formatNoun } from '../../src-shared/format/numbers.ts';
import { queries } from '../api/queries.ts';
import { goTo } from '../app/ui-state.ts';
import { resumeJob, retryFailed } from '../jobs/actions.ts';
import { describeProgress, resumeWords, retryWords, shareDone } from '../jobs/describe.ts';
import { JobActions } from '../jobs/job-actions.tsx';
import { JobFailures } from '../jobs/job-failures.tsx';
import { showSet } from '../review/loading.ts';
import { Button } from '../ui/button.tsx';
import { Note, ProgressTrack } from '../ui/states.tsx';
import following from '../jobs/following.module.css';
import styles from './live.module.css';
import { LookInTheMaking } from './look-in-the-making.tsx';

/** How far a generation is, what became of its images, and the next step. */
export function JobCard({ job, made, onSetUp }: { job: Job; made: MadeImages | null; onSetUp: () => void }) {
  const { state, progress } = job;
  const open = !isTerminal(state);
  return (
    <section className={following.card} aria-label={job.title}>
      <header className={styles.jobHeader}>
        <h2 title={job.title}>{job.title}</h2>
        <JobActions job={job} queued={[]} />
      </header>
      {open && <ProgressTrack share={shareDone(job)} label={job.title} />}
      <p className={following.progress}>{describeProgress(job).join(' · ')}</p>
      <StateNote job={job} />
      {state.status === 'running' && <InTheMaking jobId={job.id} />}
      {made && <Verdicts made={made} />}
      {progress.failed > 0 && <Failed job={job} />}
      {isTerminal(state) && made?.setId != null && (
        <NextStep setId={made.setId} failed={state.status === 'failed'} onSetUp={onSetUp} />
      )}
      {isTerminal(state) && made?.setId == null && (
        <Button icon={<Plus aria-hidden />} onPress={onSetUp}>
          Set up another
        </Button>
      )}
    </section>
  );
}

function InTheMaking({ jobId }: { jobId: number }) {
  const { data } = useQuery(queries.generating(jobId));
  return (
    <div className={styles.making}>
      <div className={styles.makingImage}>
        <LookInTheMaking jobId={jobId} />
      </div>
      <p className={styles.prompt}>{data?.prompt}</p>
    </div>
  );
}

/** What stopped it, and the button that lets it go on. */
function StateNote({ job }: { job: Job }): ReactNode {
  const { state, progress } = job;
  switch (state.status) {
    case 'paused':
      return (
        <>
          {progress.note && <Note kind="warn">{progress.note}</Note>}
          <Button look="primary" icon={<Play aria-hidden />} onPress={() => resumeJob(job.id)}>
            {resumeWords(job)}
          </Button>
        </>
      );
    case 'failed':
      return (
        <>
          <Note kind="failed">
            <p>{state.error.message}</p>
            {state.error.advice && <p>{state.error.advice}</p>}
          </Note>
          <Button look="primary" icon={<RotateCcw aria-hidden />} onPress={() => retryFailed(job.id)}>
            {retryWords(job)}
          </Button>
        </>
      );
    case 'queued':
    case 'running':
    case 'done':
    case 'cancelled':
      return null;
    default:
      return state satisfies never;
  }
}

function Verdicts({ made }: { made: MadeImages }) {
  const counts = [
    ['Undecided', made.undecided],
    ['Kept', made.keep],
    ['Rejected', made.reject],
  ] as const;
  return (
    <dl className={styles.verdicts}>
      {counts.map(([name, count]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{formatCount(count)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Images that could not be made, or that the set had already. */
function Failed({ job }: { job: Job }) {
  const [listing, setListing] = useState(false);
  return (
    <div className={styles.failed}>
      <Button size="small" onPress={() => setListing(!listing)} aria-expanded={listing}>
        {formatNoun(job.progress.failed, 'image')} could not be made
      </Button>
      {listing && <JobFailures jobId={job.id} />}
    </div>
  );
}

/** One button of a screen is the primary one; after a failure that is the one that lets it go on. */
function NextStep(props: { setId: number; failed: boolean; onSetUp: () => void }) {
  const review = () => {
    showSet(props.setId);
    goTo('review');
  };
  return (
    <div className={styles.next}>
      <Button look={props.failed ? 'plain' : 'primary'} icon={<ArrowRight aria-hidden />} onPress={review}>
        Score and filter
      </Button>
      <Button icon={<Plus aria-hidden />} onPress={props.onSetUp}>
        Set up another
      </Button>
    </div>
  );
}
