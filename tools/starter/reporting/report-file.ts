import { z } from 'zod';
import { samplingSchema } from '../../../src-shared/domain/generation.ts';

const share = z.number().min(0).max(1);
const shares = z.record(z.string(), share);

/** What of a report's file the model cards are written from. */
export const reportSchema = z.object({
  generatorFidelity: share,
  clipZeroShot: share,
  senses: z.array(z.object({ name: z.string(), shares, resolved: share })),
  backboneProbe: share,
  details: z.object({
    judgeAccuracy: share,
    zeroShotByDataSet: shares,
    probeByDataSet: shares,
    sampling: samplingSchema,
    settings: z.object({ testPerClass: z.number(), probePerClass: z.number(), seed: z.number() }),
  }),
});
export type ReportFile = z.infer<typeof reportSchema>;
