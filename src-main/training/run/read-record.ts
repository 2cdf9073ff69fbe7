import { join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../../src-shared/errors.ts';
import { readJson } from '../../files/read-json.ts';
import { runFiles } from './task.ts';

const integers = z.array(z.number().int());
const columnsSchema = z.object({ imageIds: integers, labels: integers });

const recordSchema = z.object({
  trainedOn: z.object({ real: columnsSchema, synthetic: columnsSchema }),
  validatedOn: columnsSchema,
  nearDuplicates: z.object({ dropped: integers, doubtful: integers }).default({ dropped: [], doubtful: [] }),
  evaluatedOn: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['test', 'ood']),
      setId: z.number().int(),
      imageIds: integers,
      /** Runs of earlier versions did not write them down. */
      labels: integers.optional(),
    }),
  ),
});

/** What `run.json` says of the images of a run; labels are indices of its classes. */
export type RunRecord = z.infer<typeof recordSchema>;

/** Rejects with a UserError where the file is missing or damaged: then nobody knows what the run has seen. */
export async function readRunRecord(folder: string): Promise<RunRecord> {
  try {
    return await readJson(join(folder, runFiles.record), recordSchema);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(
      error.code,
      `What this run was trained on is not on record any more. ${error.message}`,
      'Restore its folder from a backup, or train it again (clone it in Runs).',
      { cause: error },
    );
  }
}
