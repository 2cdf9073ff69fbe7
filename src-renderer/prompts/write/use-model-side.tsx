import { useMutation, useQuery } from '@tanstack/react-query';
import type { StartWriting } from '../../../src-shared/api/diversification.ts';
import { formatNoun } from '../../../src-shared/format/numbers.ts';
import { isTerminal } from '../../../src-shared/domain/job.ts';
import { api } from '../../api/client.ts';
import { queries } from '../../api/queries.ts';
import { Button } from '../../ui/button.tsx';
import { FailureNote } from '../../ui/states.tsx';
import { WritingReportView } from './writing-report.tsx';
import styles from './write.module.css';
import type { WritingSide } from './writing-side.ts';

/** Starts the job in which a language model writes, and shows what comes of it. `request` is null while it cannot be started. */
export function useModelSide(request: StartWriting | null, classes: number): WritingSide {
  const jobs = useQuery(queries.jobs());
  const start = useMutation({
    mutationFn: (wanted: StartWriting) => api.diversification.start.mutate(wanted),
  });
  const job = jobs.data?.filter(({ kind }) => kind === 'write').toSorted((a, b) => b.id - a.id)[0];
  const running = job !== undefined && !isTerminal(job.state);
  const wanted = (request?.perClass ?? 0) * classes;
  return {
    footnote: request?.anew
      ? 'Each prompt leaves the list as a new one comes. Locked ones, and those changed by hand, stay.'
      : 'What the model says is checked before it is kept. Every request and reply is kept with its prompts.',
    action: (
      <Button
        look="primary"
        isDisabled={!request || start.isPending || running}
        onPress={() => request && start.mutate(request)}
      >
        {running ? 'Writing' : actionWords(request, wanted)}
      </Button>
    ),
    content: (
      <section className={styles.preview} aria-label="Writing">
        {start.error && <FailureNote error={start.error} />}
        {job ? (
          <WritingReportView job={job} />
        ) : (
          <p className={styles.enough}>
            The model writes in a job that you can pause, and that goes on while you work elsewhere. Prompts
            join the list as they come; here is told how many were written, and what was rejected and why.
          </p>
        )}
      </section>
    ),
  };
}

function actionWords(request: StartWriting | null, wanted: number): string {
  switch (request?.anew) {
    case 'stale':
      return 'Write stale prompts anew';
    case 'all':
      return `Write ${formatNoun(wanted, 'prompt')} anew`;
    default:
      return `Write up to ${formatNoun(wanted, 'prompt')}`;
  }
}
