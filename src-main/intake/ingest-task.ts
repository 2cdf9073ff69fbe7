import { ingestAll } from '../imaging/ingest.ts';
import type { IngestResult, IngestTask } from '../imaging/ingest-types.ts';
import type { TaskImplementation } from '../engine/tasks.ts';

declare module '../engine/tasks.ts' {
  interface Tasks {
    /** Takes files in; results are in order and end early only when cancelled. */
    'images.ingest': { input: { files: IngestTask[] }; output: IngestResult[]; progress: never };
  }
}

export const ingestImages: TaskImplementation<'images.ingest'> = (input, { signal }) =>
  ingestAll(input.files, { signal });
