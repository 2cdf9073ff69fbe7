import { z } from 'zod';
import {
  connectionIdSchema,
  saveConnectionSchema,
  serverModelsSchema,
} from '../../src-shared/api/language-models.ts';
import { procedure, router } from './trpc.ts';

export const languageModelsRouter = router({
  list: procedure.query(({ ctx }) => ctx.workbench.languageModels.list()),
  save: procedure
    .input(saveConnectionSchema)
    .mutation(({ ctx, input }) => ctx.workbench.languageModels.save(input)),
  remove: procedure
    .input(connectionIdSchema)
    .mutation(({ ctx, input }) => ctx.workbench.languageModels.remove(input)),
  /** A mutation, as it asks the server: nothing is sent there before a person wants it. */
  check: procedure
    .input(connectionIdSchema)
    .mutation(({ ctx, input }) => ctx.workbench.languageModels.check(input)),
  /** Likewise. */
  serverModels: procedure
    .input(serverModelsSchema)
    .mutation(({ ctx, input }) => ctx.workbench.languageModels.serverModels(input)),
  inProcess: procedure.query(({ ctx }) => ctx.workbench.languageModels.inProcess()),
  addInProcess: procedure
    .input(z.object({ sourceId: z.string().min(1) }))
    .mutation(({ ctx, input }) => ctx.workbench.languageModels.addInProcess(input)),
  forgetInProcess: procedure
    .input(z.object({ modelId: z.string().min(1) }))
    .mutation(({ ctx, input }) => ctx.workbench.languageModels.forgetInProcess(input)),
});
