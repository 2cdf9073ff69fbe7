import { idSchema, moveJobSchema, updateJobSchema } from '../../src-shared/api/inputs.ts';
import { procedure, router } from './trpc.ts';

export const jobsRouter = router({
  list: procedure.query(({ ctx }) => ctx.workbench.jobs.list()),
  get: procedure.input(idSchema).query(({ ctx, input }) => ctx.workbench.jobs.get(input.id)),
  failures: procedure.input(idSchema).query(({ ctx, input }) => ctx.workbench.jobs.failures(input.id)),
  pause: procedure.input(idSchema).mutation(({ ctx, input }) => ctx.workbench.jobs.pause(input.id)),
  resume: procedure.input(idSchema).mutation(({ ctx, input }) => ctx.workbench.jobs.resume(input.id)),
  cancel: procedure.input(idSchema).mutation(({ ctx, input }) => ctx.workbench.jobs.cancel(input.id)),
  retryFailed: procedure
    .input(idSchema)
    .mutation(({ ctx, input }) => ctx.workbench.jobs.retryFailed(input.id)),
  move: procedure.input(moveJobSchema).mutation(({ ctx, input }) => ctx.workbench.jobs.move(input)),
  update: procedure.input(updateJobSchema).mutation(({ ctx, input }) => ctx.workbench.jobs.update(input)),
  clearFinished: procedure.mutation(({ ctx }) => ctx.workbench.jobs.clearFinished()),
});
