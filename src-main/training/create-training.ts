import type { JobQueue } from '../jobs/queue.ts';
import { evaluateJob } from './evaluate/evaluate-job.ts';
import { createEvaluationService } from './evaluate/evaluation-service.ts';
import { exportModel } from './export-model.ts';
import { followJobs } from './follow-jobs.ts';
import { trainJob, type TrainJobOptions } from './job.ts';
import { createRunsService } from './runs-service.ts';
import { createTrainingService, type TrainingServiceOptions } from './training-service.ts';

/** Everything about training in one open project: the handlers are to be registered with the queue that the services then start jobs in. */
export function createTraining(options: TrainJobOptions & TrainingServiceOptions) {
  const { project, emit } = options;
  return {
    handler: trainJob(options),
    evaluateHandler: evaluateJob(options),
    /** To be told of every event of the queue. */
    followJobs: followJobs(options),
    runs: createRunsService(project, emit),
    exportModel: (runId: number) => exportModel(project, runId),
    evaluation: (queue: JobQueue) => createEvaluationService(options, queue),
    service: (queue: JobQueue) => createTrainingService(options, queue),
  };
}
