import { ArrowDown, ArrowUp, FileText, Pause, Play, RefreshCw, RefreshCwOff, RotateCcw } from 'lucide-react';
import { canRetry, isTerminal, type Job } from '../../src-shared/domain/job.ts';
import { openDialog } from '../app/dialogs.ts';
import { IconButton } from '../ui/button.tsx';
import { moveJob, pauseJob, resumeJob, retryFailed, setAutomaticResume } from './actions.ts';
import { CancelButton } from './cancel-button.tsx';
import { resumeWords, retryWords } from './describe.ts';
import styles from './job-queue.module.css';

/** What can be done about a job in its present state. */
export function JobActions({ job, queued }: { job: Job; queued: readonly Job[] }) {
  const { id, kind, state } = job;
  const { status } = state;
  const place = queued.findIndex((other) => other.id === id);
  const unfinished = !isTerminal(state);
  const above = queued[place - 1];
  const afterNext = queued[place + 2];
  return (
    <span className={styles.actions}>
      {above && (
        <IconButton size="small" label="Move up" icon={<ArrowUp />} onPress={() => moveJob(id, above.id)} />
      )}
      {place >= 0 && place < queued.length - 1 && (
        <IconButton
          size="small"
          label="Move down"
          icon={<ArrowDown />}
          onPress={() => moveJob(id, afterNext?.id ?? null)}
        />
      )}
      {unfinished && (
        <IconButton
          size="small"
          label={
            job.resumeAutomatically ? 'Goes on by itself after a restart' : 'Waits for you after a restart'
          }
          icon={job.resumeAutomatically ? <RefreshCw /> : <RefreshCwOff />}
          aria-pressed={job.resumeAutomatically}
          onPress={() => setAutomaticResume(id, !job.resumeAutomatically)}
        />
      )}
      {canRetry(job) && (
        <IconButton
          size="small"
          label={retryWords(job)}
          icon={<RotateCcw />}
          onPress={() => retryFailed(id)}
        />
      )}
      {(status === 'running' || status === 'queued') && (
        <IconButton
          size="small"
          label="Pause"
          icon={<Pause />}
          isDisabled={status === 'running' && state.pausing}
          onPress={() => pauseJob(id)}
        />
      )}
      {status === 'paused' && (
        <IconButton size="small" label={resumeWords(job)} icon={<Play />} onPress={() => resumeJob(id)} />
      )}
      {unfinished && <CancelButton job={job} />}
      {status === 'done' && kind === 'import' && (
        <IconButton
          size="small"
          label="Show the import report"
          icon={<FileText />}
          onPress={() => openDialog({ kind: 'import-report', jobId: id })}
        />
      )}
      {status === 'done' && kind === 'export' && (
        <IconButton
          size="small"
          label="Show the exported file"
          icon={<FileText />}
          onPress={() => openDialog({ kind: 'export-result', jobId: id, title: job.title })}
        />
      )}
    </span>
  );
}
