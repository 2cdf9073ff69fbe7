import type { TaskImplementation } from '../engine/tasks.ts';
import { ingestAll } from '../imaging/ingest.ts';
import type { IngestedImage, IngestResult, IngestTask } from '../imaging/ingest-types.ts';
import type { MadeFrom } from '../metadata/made-from.ts';
import { tellMadeFrom } from '../metadata/picture-text.ts';

/** A picture that was taken in, with what its file tells of how it was made; null where it tells nothing or was not asked. */
export interface ImportedImage extends IngestedImage {
  readonly madeFrom: MadeFrom | null;
}

export type ImportedFile = ImportedImage | Exclude<IngestResult, IngestedImage>;

declare module '../engine/tasks.ts' {
  interface Tasks {
    /** Takes files in; results are in order and end early only when cancelled. `readMadeFrom`: the pictures come from generators. */
    'images.ingest': {
      input: { files: IngestTask[]; readMadeFrom: boolean };
      output: ImportedFile[];
      progress: never;
    };
  }
}

export const ingestImages: TaskImplementation<'images.ingest'> = async (input, { signal }) => {
  const told: (MadeFrom | null)[] = [];
  const results = await ingestAll(input.files, {
    signal,
    onPicture: async (picture, index) => {
      if (input.readMadeFrom) told[index] = await tellMadeFrom(picture);
    },
  });
  return results.map((result, i) =>
    result.kind === 'image' ? { ...result, madeFrom: told[i] ?? null } : result,
  );
};
