import { procedure, router } from './trpc.ts';

export const systemRouter = router({
  info: procedure.query(({ ctx }) => ctx.workbench.system.info()),
  doctor: procedure.query(({ ctx }) => ctx.workbench.system.doctor()),
  diagnostics: procedure.query(({ ctx }) => ctx.workbench.system.diagnostics()),
});
