import {
  addClassSchema,
  idSchema,
  renameClassSchema,
  reorderClassesSchema,
} from '../../src-shared/api/inputs.ts';
import { procedure, router } from './trpc.ts';

export const classesRouter = router({
  list: procedure.query(({ ctx }) => ctx.workbench.classes.list()),
  add: procedure.input(addClassSchema).mutation(({ ctx, input }) => ctx.workbench.classes.add(input)),
  rename: procedure
    .input(renameClassSchema)
    .mutation(({ ctx, input }) => ctx.workbench.classes.rename(input)),
  reorder: procedure
    .input(reorderClassesSchema)
    .mutation(({ ctx, input }) => ctx.workbench.classes.reorder(input)),
  remove: procedure.input(idSchema).mutation(({ ctx, input }) => ctx.workbench.classes.remove(input.id)),
});
