import { readFile } from 'node:fs/promises';
import { z } from 'zod';

export interface Counts {
  passed: number;
  failed: number;
}

const vitestSchema = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });
const playwrightSchema = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
});

/** Counts of a vitest JSON report. A run that failed without a failing test (a file that does not load) counts as one failure. */
export async function vitestCounts(report: string, exitCode: number): Promise<Counts> {
  const { numPassedTests: passed, numFailedTests: failed } = await readReport(report, vitestSchema, {
    numPassedTests: 0,
    numFailedTests: 0,
  });
  return { passed, failed: exitCode === 0 ? failed : Math.max(1, failed) };
}

/** The same for Playwright; a test that passed on a second attempt only has failed. */
export async function playwrightCounts(report: string, exitCode: number): Promise<Counts> {
  const { stats } = await readReport(report, playwrightSchema, {
    stats: { expected: 0, unexpected: 0, flaky: 0 },
  });
  const failed = stats.unexpected + stats.flaky;
  return { passed: stats.expected, failed: exitCode === 0 ? failed : Math.max(1, failed) };
}

async function readReport<T>(path: string, schema: z.ZodType<T>, missing: T): Promise<T> {
  const text = await readFile(path, 'utf8').catch(() => null);
  return text === null ? missing : schema.parse(JSON.parse(text));
}

/** The closing line of `npm test`. */
export const closingLine = (counts: readonly Counts[]): string => {
  const sum = (key: keyof Counts) => counts.reduce((total, each) => total + each[key], 0);
  return `${sum('passed')} passed, ${sum('failed')} failed`;
};
