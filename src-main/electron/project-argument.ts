import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

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
