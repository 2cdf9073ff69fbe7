import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../src-shared/errors.ts';
import { runFolder } from '../project/files.ts';
import type { Project } from '../project/project.ts';
import { runFiles } from './run/task.ts';

/**
 * The plain inference ONNX of a run's chosen weights: input `images` [batch, 3, S, S], output `logits` [batch, C], metadata `labels`, `mean`,
 * `std` and `image_size`. Rejects with a UserError 'not-found' while the run has none.
 */
export async function exportModel(project: Project, runId: number): Promise<Uint8Array> {
  const run = await project.database.call('runs.get', runId);
  if (!run) throw new UserError('not-found', 'That run is no longer in the project.');
  if (run.status !== 'done') {
    throw new UserError('not-found', 'This run has no model yet.', 'Export it when it is done.');
  }
  try {
    return await readFile(join(runFolder(project, runId), runFiles.model));
  } catch (cause) {
    throw new UserError(
      'not-found',
      'The model of this run is missing from the project folder.',
      'Restore the folder from a backup, or train again.',
      { cause },
    );
  }
}
