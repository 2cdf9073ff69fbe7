import { z } from 'zod';
import { idSchema, setClassOfImagesSchema, setVerdictsSchema } from '../../src-shared/api/inputs.ts';
import {
  imageFilterSchema,
  styleCoverageSchema,
  verdictBySchema,
  verdictSchema,
} from '../../src-shared/domain/image-set.ts';
import { procedure, router } from './trpc.ts';

export const imagesRouter = router({
  sets: procedure.query(({ ctx }) => ctx.workbench.images.sets()),
  removeSet: procedure.input(idSchema).mutation(({ ctx, input }) => ctx.workbench.images.removeSet(input.id)),
  setStyleCoverage: procedure
    .input(z.object({ setId: z.number().int(), styleCoverage: styleCoverageSchema }))
    .mutation(({ ctx, input }) => ctx.workbench.images.setStyleCoverage(input)),
  index: procedure.input(imageFilterSchema).query(({ ctx, input }) => ctx.workbench.images.index(input)),
  details: procedure
    .input(z.object({ ids: z.array(z.number().int()).max(500) }))
    .query(({ ctx, input }) => ctx.workbench.images.details(input.ids)),
  setVerdicts: procedure
    .input(setVerdictsSchema)
    .mutation(({ ctx, input }) => ctx.workbench.images.setVerdicts(input)),
  restoreVerdicts: procedure
    .input(
      z.object({
        previous: z.array(
          z.object({ id: z.number().int(), verdict: verdictSchema, verdictBy: verdictBySchema }),
        ),
      }),
    )
    .mutation(({ ctx, input }) => ctx.workbench.images.restoreVerdicts(input)),
  setClass: procedure
    .input(setClassOfImagesSchema)
    .mutation(({ ctx, input }) => ctx.workbench.images.setClass(input)),
});
