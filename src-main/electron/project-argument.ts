import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

/**
 * The folder of `--project <folder>`, relative to the directory in which the program was called; null without one. Electron's and
 * Chromium's own switches are passed over. `argv` begins with the program.
 */
export function projectArgument(argv: readonly string[], workingDirectory: string): string | null {
  const { values } = parseArgs({
    args: argv.slice(1),
    options: { project: { type: 'string' } },
    strict: false,
  });
  return typeof values.project === 'string' ? resolve(workingDirectory, values.project) : null;
}

/**
 * What a second start of the program hands to the first one, whose window is shown instead. It says what it was asked for itself: Chromium
 * may reorder the arguments on the way.
 */
export interface Start {
  readonly project: string | null;
}

const startSchema = z.object({ project: z.string().nullable() });

/** What a second start handed over; nothing where it makes no sense. */
export function readStart(handedOver: unknown): Start {
  const parsed = startSchema.safeParse(handedOver);
  return parsed.success ? parsed.data : { project: null };
}
