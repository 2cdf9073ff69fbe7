import type { EvaluateRun } from '../domain/evaluation.ts';

export interface EvaluationService {
  /**
   * Queues the evaluation; `name` is what it will be called among the run's evaluations. A UserError says why the run cannot be measured on the
   * set.
   */
  start(input: EvaluateRun): Promise<{ jobId: number; name: string }>;
}
