import { z } from 'zod';
import { idSchema, startImportSchema } from '../../src-shared/api/inputs.ts';
import { roleSchema } from '../../src-shared/domain/image-set.ts';
import { procedure, router } from './trpc.ts';

export const importsRouter = router({
  preview: procedure
    .input(z.object({ sourceId: z.string(), role: roleSchema }))
    .query(({ ctx, input }) => ctx.workbench.imports.preview(input)),
  start: procedure.input(startImportSchema).mutation(({ ctx, input }) => ctx.workbench.imports.start(input)),
  report: procedure.input(idSchema).query(({ ctx, input }) => ctx.workbench.imports.report(input.id)),
});
