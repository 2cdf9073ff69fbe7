import { z } from 'zod';
import { statedInputSchema } from '../../src-shared/domain/network-input.ts';
import { trainRequestSchema } from '../../src-shared/domain/training.ts';
import { procedure, router } from './trpc.ts';

export const trainingRouter = router({
  pretrained: procedure.query(({ ctx }) => ctx.workbench.training.pretrained()),
  addPretrained: procedure
    .input(z.object({ sourceId: z.string().min(1), stated: statedInputSchema.optional() }))
    .mutation(({ ctx, input }) => ctx.workbench.training.addPretrained(input)),
  forgetPretrained: procedure
    .input(z.object({ modelId: z.string().min(1) }))
    .mutation(({ ctx, input }) => ctx.workbench.training.forgetPretrained(input)),
  check: procedure.input(trainRequestSchema).query(({ ctx, input }) => ctx.workbench.training.check(input)),
  start: procedure
    .input(trainRequestSchema)
    .mutation(({ ctx, input }) => ctx.workbench.training.start(input)),
});
