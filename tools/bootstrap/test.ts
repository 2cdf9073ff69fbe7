import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildDesktop, buildRenderer } from './build.ts';
import { findChromium } from './chromium.ts';
import { electronBinary } from './desktop.ts';
import { out } from './paths.ts';
import { runScript, runTool, say } from './run.ts';
import { closingLine, type Counts, playwrightCounts, vitestCounts } from './test-counts.ts';

/** Scripts of package.json. */
const checks = ['format:check', 'lint', 'types', 'dead'];
const parts = { checks: runChecks, unit: runUnitTests, e2e: runBrowserTests };
type Part = keyof typeof parts;

/** Checks, unit tests and browser tests, or those of them that are named. Ends with "N passed, N failed"; resolves with the exit code. */
export async function test(args: readonly string[]): Promise<number> {
  const chosen = args.filter((argument): argument is Part => Object.hasOwn(parts, argument));
  await mkdir(out, { recursive: true });
  const results: Counts[] = [];
  for (const part of chosen.length > 0 ? chosen : (Object.keys(parts) as Part[]))
    results.push(await parts[part]());
  process.stdout.write(`${closingLine(results)}\n`);
  return results.some(({ failed }) => failed > 0) ? 1 : 0;
}

/** A failed check counts as a failure; passed ones are no tests and count as nothing. */
async function runChecks(): Promise<Counts> {
  let failed = 0;
  for (const script of checks) {
    say(`· ${script}`);
    if ((await runScript(script)) !== 0) failed++;
  }
  return { passed: 0, failed };
}

async function runUnitTests(): Promise<Counts> {
  const report = join(out, 'unit-tests.json');
  await rm(report, { force: true });
  const code = await runTool('vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  return vitestCounts(report, code);
}

async function runBrowserTests(): Promise<Counts> {
  const chromium = await findChromium();
  if (chromium === null) {
    say(
      'The browser tests need Chromium. Install it, or name one with VARIEGATE_CHROMIUM=/path/to/chromium.',
    );
    return { passed: 0, failed: 1 };
  }
  await buildRenderer();
  if (await electronBinary()) await buildDesktop();
  const report = join(out, 'browser-tests.json');
  await rm(report, { force: true });
  const env = { ...process.env, VARIEGATE_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
  const code = await runTool('playwright', ['test', '--reporter=list,json'], { env });
  return playwrightCounts(report, code);
}
