import { z } from 'zod';
import { imageDiversitySchema, promptDiversitySchema } from '../../src-shared/api/diversity.ts';
import {
  applyThresholdsSchema,
  keepRandomSchema,
  scoreFilterSchema,
  setWantedSchema,
  startScoringSchema,
} from '../../src-shared/api/scoring.ts';
import { procedure, router } from './trpc.ts';

const modelIdSchema = z.object({ modelId: z.string().max(400) });

export const scoringRouter = router({
  models: procedure.query(({ ctx }) => ctx.workbench.scoring.models()),
  addModel: procedure
    .input(z.object({ sourceId: z.string() }))
    .mutation(({ ctx, input }) => ctx.workbench.scoring.addModel(input)),
  forgetModel: procedure
    .input(modelIdSchema)
    .mutation(({ ctx, input }) => ctx.workbench.scoring.forgetModel(input)),
  state: procedure.input(scoreFilterSchema).query(({ ctx, input }) => ctx.workbench.scoring.state(input)),
  start: procedure.input(startScoringSchema).mutation(({ ctx, input }) => ctx.workbench.scoring.start(input)),
  histogram: procedure
    .input(scoreFilterSchema)
    .query(({ ctx, input }) => ctx.workbench.scoring.histogram(input)),
  thresholds: procedure.query(({ ctx }) => ctx.workbench.scoring.thresholds()),
  preview: procedure
    .input(applyThresholdsSchema)
    .query(({ ctx, input }) => ctx.workbench.scoring.preview(input)),
  applyThresholds: procedure
    .input(applyThresholdsSchema)
    .mutation(({ ctx, input }) => ctx.workbench.scoring.apply(input)),
  keepRandom: procedure
    .input(keepRandomSchema)
    .mutation(({ ctx, input }) => ctx.workbench.scoring.keepRandom(input)),
  undo: procedure
    .input(z.object({ undoId: z.string().regex(/^\d{1,15}$/) }))
    .mutation(({ ctx, input }) => ctx.workbench.scoring.undo(input)),
  keptShares: procedure
    .input(scoreFilterSchema)
    .query(({ ctx, input }) => ctx.workbench.scoring.keptShares(input)),
  nearDuplicates: procedure
    .input(scoreFilterSchema)
    .query(({ ctx, input }) => ctx.workbench.scoring.nearDuplicates(input)),
  nearest: procedure
    .input(z.object({ imageId: z.number().int().positive(), count: z.number().int().min(1).max(100) }))
    .query(({ ctx, input }) => ctx.workbench.scoring.nearest(input)),
  promptDiversity: procedure
    .input(promptDiversitySchema)
    .query(({ ctx, input }) => ctx.workbench.scoring.promptDiversity(input)),
  imageDiversity: procedure
    .input(imageDiversitySchema)
    .query(({ ctx, input }) => ctx.workbench.scoring.imageDiversity(input)),
  setWanted: procedure
    .input(setWantedSchema)
    .mutation(({ ctx, input }) => ctx.workbench.scoring.setWanted(input)),
});
