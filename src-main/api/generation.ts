import { z } from 'zod';
import { previewPromptSchema, startGenerationSchema } from '../../src-shared/api/generation.ts';
import { idSchema } from '../../src-shared/api/inputs.ts';
import { procedure, router } from './trpc.ts';

const modelIdSchema = z.object({ modelId: z.string().max(400) });

export const generationRouter = router({
  models: procedure.query(({ ctx }) => ctx.workbench.generation.models()),
  addModel: procedure
    .input(z.object({ sourceId: z.string() }))
    .mutation(({ ctx, input }) => ctx.workbench.generation.addModel(input)),
  forgetModel: procedure
    .input(modelIdSchema)
    .mutation(({ ctx, input }) => ctx.workbench.generation.forgetModel(input)),
  promptCounts: procedure.query(({ ctx }) => ctx.workbench.generation.promptCounts()),
  plan: procedure
    .input(startGenerationSchema)
    .query(({ ctx, input }) => ctx.workbench.generation.plan(input)),
  start: procedure
    .input(startGenerationSchema)
    .mutation(({ ctx, input }) => ctx.workbench.generation.start(input)),
  /** One picture; a subscription, as that alone can be stopped over every transport. */
  preview: procedure.input(previewPromptSchema).subscription(async function* ({ ctx, input, signal }) {
    yield await ctx.workbench.generation.preview(input, signal);
  }),
  made: procedure.input(idSchema).query(({ ctx, input }) => ctx.workbench.generation.made(input.id)),
});
