import {
  addPromptsSchema,
  editManySchema,
  editPromptSchema,
  lockPromptsSchema,
  promptFilterSchema,
  promptIdsSchema,
  promptPageSchema,
  rewriteSchema,
  setPhraseSchema,
  writePromptsSchema,
} from '../../src-shared/api/prompts.ts';
import { procedure, router } from './trpc.ts';

export const promptsRouter = router({
  list: procedure.input(promptFilterSchema).query(({ ctx, input }) => ctx.workbench.prompts.list(input)),
  page: procedure.input(promptPageSchema).query(({ ctx, input }) => ctx.workbench.prompts.page(input)),
  vocabularies: procedure.query(({ ctx }) => ctx.workbench.prompts.vocabularies()),
  draft: procedure.input(writePromptsSchema).query(({ ctx, input }) => ctx.workbench.prompts.draft(input)),
  write: procedure.input(writePromptsSchema).mutation(({ ctx, input }) => ctx.workbench.prompts.write(input)),
  add: procedure.input(addPromptsSchema).mutation(({ ctx, input }) => ctx.workbench.prompts.add(input)),
  edit: procedure.input(editPromptSchema).mutation(({ ctx, input }) => ctx.workbench.prompts.edit(input)),
  editMany: procedure
    .input(editManySchema)
    .mutation(({ ctx, input }) => ctx.workbench.prompts.editMany(input)),
  restoreMany: procedure
    .input(editManySchema)
    .mutation(({ ctx, input }) => ctx.workbench.prompts.restoreMany(input)),
  planRewrite: procedure
    .input(rewriteSchema)
    .query(({ ctx, input }) => ctx.workbench.prompts.planRewrite(input)),
  applyRewrite: procedure
    .input(rewriteSchema)
    .mutation(({ ctx, input }) => ctx.workbench.prompts.applyRewrite(input)),
  setLocked: procedure
    .input(lockPromptsSchema)
    .mutation(({ ctx, input }) => ctx.workbench.prompts.setLocked(input)),
  archive: procedure
    .input(promptIdsSchema)
    .mutation(({ ctx, input }) => ctx.workbench.prompts.archive(input)),
  restore: procedure
    .input(promptIdsSchema)
    .mutation(({ ctx, input }) => ctx.workbench.prompts.restore(input)),
  setPhrase: procedure
    .input(setPhraseSchema)
    .mutation(({ ctx, input }) => ctx.workbench.prompts.setPhrase(input)),
});
