import {
  addTermSchema,
  exchangeOfSchema,
  instructionsSchema,
  jobReportSchema,
  startWritingSchema,
  termIdSchema,
} from '../../src-shared/api/diversification.ts';
import { procedure, router } from './trpc.ts';

export const diversificationRouter = router({
  instructions: procedure.query(({ ctx }) => ctx.workbench.diversification.instructions()),
  setInstructions: procedure
    .input(instructionsSchema)
    .mutation(({ ctx, input }) => ctx.workbench.diversification.setInstructions(input)),
  terms: procedure.query(({ ctx }) => ctx.workbench.diversification.terms()),
  addTerm: procedure
    .input(addTermSchema)
    .mutation(({ ctx, input }) => ctx.workbench.diversification.addTerm(input)),
  removeTerm: procedure
    .input(termIdSchema)
    .mutation(({ ctx, input }) => ctx.workbench.diversification.removeTerm(input)),
  start: procedure
    .input(startWritingSchema)
    .mutation(({ ctx, input }) => ctx.workbench.diversification.start(input)),
  report: procedure
    .input(jobReportSchema)
    .query(({ ctx, input }) => ctx.workbench.diversification.report(input)),
  exchangeOf: procedure
    .input(exchangeOfSchema)
    .query(({ ctx, input }) => ctx.workbench.diversification.exchangeOf(input)),
});
