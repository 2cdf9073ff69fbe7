import { startDrawSchema } from '../../src-shared/api/inputs.ts';
import { procedure, router } from './trpc.ts';

export const worldRouter = router({
  dataSets: procedure.query(({ ctx }) => ctx.workbench.world.dataSets()),
  startDraw: procedure
    .input(startDrawSchema)
    .mutation(({ ctx, input }) => ctx.workbench.world.startDraw(input)),
});
