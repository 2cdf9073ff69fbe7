import { z } from 'zod';
import { idSchema } from '../../src-shared/api/inputs.ts';
import { procedure, router } from './trpc.ts';

export const runsRouter = router({
  list: procedure.query(({ ctx }) => ctx.workbench.runs.list()),
  get: procedure.input(idSchema).query(({ ctx, input }) => ctx.workbench.runs.get(input.id)),
  summaries: procedure.query(({ ctx }) => ctx.workbench.runs.summaries()),
  metrics: procedure
    .input(z.object({ runId: z.number().int(), afterStep: z.number().int().default(-1) }))
    .query(({ ctx, input }) => ctx.workbench.runs.metrics(input)),
  confusionImages: procedure
    .input(
      z.object({
        runId: z.number().int(),
        evaluation: z.string(),
        trueClass: z.number().int(),
        predictedClass: z.number().int(),
      }),
    )
    .query(({ ctx, input }) => ctx.workbench.runs.confusionImages(input)),
  remove: procedure.input(idSchema).mutation(({ ctx, input }) => ctx.workbench.runs.remove(input.id)),
});
