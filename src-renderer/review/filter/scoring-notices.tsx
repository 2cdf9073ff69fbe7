import { useQuery } from '@tanstack/react-query';
import { isTerminal, type Job } from '../../../src-shared/domain/job.ts';
import type { ScoringState } from '../../../src-shared/domain/score.ts';
import { formatCount, formatNoun } from '../../../src-shared/format/numbers.ts';
import { queries } from '../../api/queries.ts';
import { useUi } from '../../app/ui-state.ts';
import { describeProgress, shareDone } from '../../jobs/describe.ts';
import { Button } from '../../ui/button.tsx';
import { Note, ProgressTrack } from '../../ui/states.tsx';
import styles from './filter.module.css';

/** The scoring that is under way or was the last. */
export function useScoringJob(): Job | undefined {
  const { data: jobs } = useQuery(queries.jobs());
  const scorings = jobs?.filter(({ kind }) => kind === 'score') ?? [];
  return scorings.find(({ state }) => !isTerminal(state)) ?? scorings.toSorted((a, b) => b.id - a.id)[0];
}

/** How the scoring goes, what went wrong, what is missing and what is stale. */
export function ScoringNotices({ state, job }: { state: ScoringState; job: Job | undefined }) {
  const { images, scored, stale, reasons, warnings } = state;
  const isOpen = job !== undefined && !isTerminal(job.state);
  return (
    <>
      {job && isOpen && <Running job={job} />}
      {job?.state.status === 'failed' && (
        <Note kind="failed">
          <p>{job.state.error.message}</p>
          {job.state.error.advice && <p>{job.state.error.advice}</p>}
        </Note>
      )}
      {job && !isOpen && job.progress.failed > 0 && (
        <Note kind="warn">
          <p>{formatNoun(job.progress.failed, 'image')} could not be scored.</p>
          <ShowJobs>See which</ShowJobs>
        </Note>
      )}
      {!isOpen && stale > 0 && (
        <Note kind="warn">
          <p>
            {stale === scored
              ? 'The scores are stale.'
              : `${formatNoun(stale, 'score')} of ${formatCount(scored)} are stale.`}
          </p>
          {reasons.map((reason) => (
            <p key={reason}>{reason}</p>
          ))}
        </Note>
      )}
      {!isOpen && scored > 0 && scored < images && (
        <Note kind="info">
          <p>
            {formatCount(images - scored)} of {formatNoun(images, 'image')} have no score yet.
          </p>
        </Note>
      )}
      {scored > 0 &&
        warnings.map((warning) => (
          <Note key={warning} kind="warn">
            <p>{warning}</p>
          </Note>
        ))}
    </>
  );
}

function Running({ job }: { job: Job }) {
  const { progress, state } = job;
  const words = progress.total === 0 ? 'Preparing' : job.title;
  return (
    <section className={styles.running} aria-label="Scoring">
      <p>{words}</p>
      <ProgressTrack share={shareDone(job)} label={job.title} />
      <p className={styles.left}>
        {state.status === 'running' && progress.note !== null
          ? progress.note
          : describeProgress(job).join(' · ')}
      </p>
      {state.status === 'paused' && <ShowJobs>Show the queue</ShowJobs>}
    </section>
  );
}

const ShowJobs = ({ children }: { children: string }) => (
  <Button size="small" onPress={() => useUi.setState({ drawerOpen: true })}>
    {children}
  </Button>
);
