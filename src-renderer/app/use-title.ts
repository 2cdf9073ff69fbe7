import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { queries } from '../api/queries.ts';
import { foremost, inQueueOrder, shareDone } from '../jobs/describe.ts';
import { useProject } from './use-project.ts';

/** Names the project in the window's title, and how far the running job is, for whoever works in another window meanwhile. */
export function useTitle(): void {
  const { project } = useProject();
  const { data: jobs } = useQuery({ ...queries.jobs(), enabled: Boolean(project) });
  const job = foremost(inQueueOrder(jobs ?? []).active);
  const running =
    job?.state.status === 'running' ? `${Math.floor(shareDone(job) * 100)} % ${job.title}` : null;
  const title = [running, project?.name, 'Variegate'].filter(Boolean).join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
