import type { Job } from '../../src-shared/domain/job.ts';
import { queries, queryClient } from '../api/queries.ts';
import type { Command } from '../commands/command.ts';
import { pauseJob, resumeJob } from './actions.ts';

const jobs = (): Job[] => queryClient.getQueryData(queries.jobs().queryKey) ?? [];

export const jobCommands: readonly Command[] = [
  {
    id: 'pause-jobs',
    name: 'Pause the running job',
    group: 'Jobs',
    when: (state) => state.jobsRunning,
    perform: () => {
      for (const job of jobs()) if (job.state.status === 'running') pauseJob(job.id);
    },
  },
  {
    id: 'resume-jobs',
    name: 'Resume paused jobs',
    group: 'Jobs',
    when: (state) => state.jobsRunning,
    perform: () => {
      for (const job of jobs()) if (job.state.status === 'paused') resumeJob(job.id);
    },
  },
];
