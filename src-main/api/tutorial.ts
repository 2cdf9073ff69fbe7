import { tutorialSettingsSchema } from '../../src-shared/domain/tutorial.ts';
import { procedure, router } from './trpc.ts';

export const tutorialRouter = router({
  current: procedure.query(({ ctx }) => ctx.workbench.tutorial.current()),
  start: procedure
    .input(tutorialSettingsSchema)
    .mutation(({ ctx, input }) => ctx.workbench.tutorial.start(input)),
  retry: procedure.mutation(({ ctx }) => ctx.workbench.tutorial.retry()),
  dismiss: procedure.mutation(({ ctx }) => ctx.workbench.tutorial.dismiss()),
});
