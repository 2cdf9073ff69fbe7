import { z } from 'zod';
import { createProjectSchema, openProjectSchema } from '../../src-shared/api/inputs.ts';
import { procedure, router } from './trpc.ts';

export const projectsRouter = router({
  recent: procedure.query(({ ctx }) => ctx.workbench.projects.recent()),
  current: procedure.query(({ ctx }) => ctx.workbench.projects.current()),
  create: procedure
    .input(createProjectSchema)
    .mutation(({ ctx, input }) => ctx.workbench.projects.create(input)),
  open: procedure.input(openProjectSchema).mutation(({ ctx, input }) => ctx.workbench.projects.open(input)),
  close: procedure.mutation(({ ctx }) => ctx.workbench.projects.close()),
  forget: procedure
    .input(z.object({ recentId: z.string() }))
    .mutation(({ ctx, input }) => ctx.workbench.projects.forget(input.recentId)),
});
