import type { JobQueue } from '../jobs/queue.ts';
import { exportModel } from './export-model.ts';
import { followJobs } from './follow-jobs.ts';
import { trainJob, type TrainJobOptions } from './job.ts';
import { createRunsService } from './runs-service.ts';
import { createTrainingService, type TrainingServiceOptions } from './training-service.ts';

/** Everything about training in one open project: `handler` is to be registered with the queue that `service` then starts jobs in. */
export function createTraining(options: TrainJobOptions & TrainingServiceOptions) {
  const { project, emit } = options;
  return {
    handler: trainJob(options),
    /** To be told of every event of the queue. */
    followJobs: followJobs(options),
    runs: createRunsService(project, emit),
    exportModel: (runId: number) => exportModel(project, runId),
    service: (queue: JobQueue) => createTrainingService(options, queue),
  };
}
