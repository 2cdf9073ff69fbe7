import { Pause, Play, RotateCcw, Square } from 'lucide-react';
import { useState } from 'react';
import { canRetry, isTerminal, type Job } from '../../src-shared/domain/job.ts';
import type { Run } from '../../src-shared/domain/run.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { cancelJob, pauseJob, resumeJob, retryFailed } from '../jobs/actions.ts';
import { resumeWords, retryWords } from '../jobs/describe.ts';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { isActive } from './active.ts';
import styles from './live.module.css';

/** What can be done about a training: pause, resume, stop, take up again what failed. */
export function TrainingActions({ job, runs }: { job: Job; runs: readonly Run[] }) {
  const [stopping, setStopping] = useState(false);
  const left = runs.filter(isActive).length;
  return (
    <div className={styles.actions}>
      <GoOn job={job} />
      {!isTerminal(job.state) && (
        <Button icon={<Square aria-hidden />} onPress={() => setStopping(true)}>
          Stop
        </Button>
      )}
      {stopping && (
        <Confirm
          title={`Stop ${job.title}?`}
          action={`Stop ${formatNoun(left, 'run')}`}
          refusal="Let it go on"
          onConfirm={() => {
            cancelJob(job.id);
            setStopping(false);
          }}
          onClose={() => setStopping(false)}
        >
          Finished runs stay. A stopped run cannot be resumed, and its sealed sets stay closed. A paused one
          goes on where it was, with the same results.
        </Confirm>
      )}
    </div>
  );
}

function GoOn({ job }: { job: Job }) {
  const { id, state } = job;
  if (state.status === 'running' || state.status === 'queued') {
    const pausing = state.status === 'running' && state.pausing;
    return (
      <Button icon={<Pause aria-hidden />} isDisabled={pausing} onPress={() => pauseJob(id)}>
        {pausing ? 'Pausing' : 'Pause'}
      </Button>
    );
  }
  if (state.status === 'paused') {
    return (
      <Button look="primary" icon={<Play aria-hidden />} onPress={() => resumeJob(id)}>
        {resumeWords(job)}
      </Button>
    );
  }
  if (!canRetry(job)) return null;
  return (
    <Button icon={<RotateCcw aria-hidden />} onPress={() => retryFailed(id)}>
      {retryWords(job)}
    </Button>
  );
}
