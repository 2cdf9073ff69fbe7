import { isTerminal, type Job } from '../../src-shared/domain/job.ts';

/** Jobs that generate: what runs, then what waits, then the latest that is over. */
export function generationJobs(jobs: readonly Job[]): Job[] {
  const rank = ({ state }: Job): number => {
    if (state.status === 'running') return 0;
    return isTerminal(state) ? 2 : 1;
  };
  return jobs
    .filter(({ kind }) => kind === 'generate')
    .toSorted((a, b) => rank(a) - rank(b) || (rank(a) === 2 ? b.id - a.id : a.position - b.position));
}
