import { idSchema, startExportSchema } from '../../src-shared/api/inputs.ts';
import { procedure, router } from './trpc.ts';

export const exportsRouter = router({
  start: procedure.input(startExportSchema).mutation(({ ctx, input }) => ctx.workbench.exports.start(input)),
  result: procedure.input(idSchema).query(({ ctx, input }) => ctx.workbench.exports.result(input.id)),
});
