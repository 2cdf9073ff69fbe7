import { trainRequestSchema } from '../../src-shared/domain/training.ts';
import { procedure, router } from './trpc.ts';

export const trainingRouter = router({
  check: procedure.input(trainRequestSchema).query(({ ctx, input }) => ctx.workbench.training.check(input)),
  start: procedure
    .input(trainRequestSchema)
    .mutation(({ ctx, input }) => ctx.workbench.training.start(input)),
});
