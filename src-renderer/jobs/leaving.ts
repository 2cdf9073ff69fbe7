import { create } from 'zustand';
import type { Job } from '../../src-shared/domain/job.ts';
import { queries, queryClient } from '../api/queries.ts';

/** What waits for a word because it pauses jobs that run. */
interface Leaving {
  /** "2 jobs are running. Pause them and open Birds?" */
  readonly question: string;
  /** "Pause and open Birds" */
  readonly action: string;
  readonly go: () => void;
}

export const useLeaving = create<{ asked: Leaving | null }>()(() => ({ asked: null }));

/** The question before the open project is left; null when nothing runs in it. `deed` is "open Birds" or the like. */
export function leavingQuestion(
  jobs: readonly Pick<Job, 'title' | 'state'>[],
  deed: string,
): Omit<Leaving, 'go'> | null {
  const running = jobs.filter(({ state }) => state.status === 'running');
  const [first] = running;
  if (!first) return null;
  const what =
    running.length === 1
      ? `"${first.title}" is running. Pause it`
      : `${running.length} jobs are running. Pause them`;
  return { question: `${what} and ${deed}?`, action: `Pause and ${deed}` };
}

/** Does what leaves the open project, after asking where that pauses jobs. */
export function leaveProject(deed: string, go: () => void): void {
  const question = leavingQuestion(queryClient.getQueryData(queries.jobs().queryKey) ?? [], deed);
  if (question) useLeaving.setState({ asked: { ...question, go } });
  else go();
}

export const stay = (): void => useLeaving.setState({ asked: null });
