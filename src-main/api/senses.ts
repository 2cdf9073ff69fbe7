import {
  addSenseSchema,
  editSenseSchema,
  findSensesSchema,
  pinSenseSchema,
  previewSensesSchema,
  senseIdSchema,
  setCommonNameSchema,
} from '../../src-shared/api/senses.ts';
import { procedure, router } from './trpc.ts';

export const sensesRouter = router({
  list: procedure.query(({ ctx }) => ctx.workbench.senses.list()),
  find: procedure.input(findSensesSchema).mutation(({ ctx, input }) => ctx.workbench.senses.find(input)),
  add: procedure.input(addSenseSchema).mutation(({ ctx, input }) => ctx.workbench.senses.add(input)),
  edit: procedure.input(editSenseSchema).mutation(({ ctx, input }) => ctx.workbench.senses.edit(input)),
  remove: procedure.input(senseIdSchema).mutation(({ ctx, input }) => ctx.workbench.senses.remove(input)),
  pin: procedure.input(pinSenseSchema).mutation(({ ctx, input }) => ctx.workbench.senses.pin(input)),
  setCommonName: procedure
    .input(setCommonNameSchema)
    .mutation(({ ctx, input }) => ctx.workbench.senses.setCommonName(input)),
  /** A subscription, as that alone can be stopped over every transport. */
  preview: procedure.input(previewSensesSchema).subscription(async function* ({ ctx, input, signal }) {
    yield* await ctx.workbench.senses.preview(input, signal);
  }),
});
