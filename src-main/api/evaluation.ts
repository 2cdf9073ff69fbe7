import { evaluateRunSchema } from '../../src-shared/domain/evaluation.ts';
import { procedure, router } from './trpc.ts';

export const evaluationRouter = router({
  start: procedure
    .input(evaluateRunSchema)
    .mutation(({ ctx, input }) => ctx.workbench.evaluation.start(input)),
});
