import type { EvaluationService } from '../../../src-shared/api/evaluation.ts';
import { describeRecipe } from '../../../src-shared/domain/recipes.ts';
import type { JobQueue } from '../../jobs/queue.ts';
import { evaluationInput, type EvaluationOptions } from './evaluation-input.ts';

export const createEvaluationService = (options: EvaluationOptions, queue: JobQueue): EvaluationService => ({
  start: async (request) => {
    const { run, input } = await evaluationInput(request, options);
    const { name } = input.set;
    const { title } = describeRecipe(run.recipe, run.settings);
    const jobId = await queue.enqueue('evaluate', `Evaluate ${title}, seed ${run.seed} on ${name}`, request);
    return { jobId, name };
  },
});
