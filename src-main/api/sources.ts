import { z } from 'zod';
import { procedure, router } from './trpc.ts';

export const sourcesRouter = router({
  roots: procedure.query(({ ctx }) => ctx.workbench.sources.roots()),
  children: procedure
    .input(z.object({ sourceId: z.string() }))
    .query(({ ctx, input }) => ctx.workbench.sources.children(input.sourceId)),
  pick: procedure.mutation(({ ctx }) => ctx.workbench.sources.pick()),
  canPick: procedure.query(({ ctx }) => ctx.workbench.sources.canPick()),
});
