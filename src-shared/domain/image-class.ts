import { z } from 'zod';

/** A class name as a person may type it: any script, 1 to 200 characters after trimming, no control characters. */
export const classNameSchema = z
  .string()
  .transform((name) => name.normalize('NFC').trim())
  .pipe(
    z
      .string()
      .min(1, 'A class needs a name.')
      .max(200, 'A class name can have at most 200 characters.')
      .refine((name) => !/\p{Cc}/u.test(name), 'A class name cannot contain control characters.'),
  );

export interface ImageClass {
  id: number;
  name: string;
  /** Position in label order; the label index a classifier predicts. */
  position: number;
  /** What people call it; several classes may share it (ImageNet has two cranes). Null: its name. */
  commonName: string | null;
  /** What prompts call it, e.g. the phrase of its sense: `crane, the bird`. Null: its common name. */
  phrase: string | null;
  prompts: number;
  /** Kept images that the user wants of it, over all synthetic sets; null: nothing said. */
  wanted: number | null;
  counts: {
    real: { train: number; val: number; test: number };
    synthetic: { undecided: number; keep: number; reject: number };
    ood: number;
  };
}
