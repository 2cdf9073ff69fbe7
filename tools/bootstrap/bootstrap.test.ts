import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { reasonFrom } from './desktop.ts';
import { root } from './paths.ts';
import { hashSources } from './stamp.ts';
import { closingLine, playwrightCounts, vitestCounts } from './test-counts.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'variegate-bootstrap-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('the closing line sums what the runners report', async () => {
  const unit = join(folder, 'unit.json');
  const browser = join(folder, 'browser.json');
  await writeFile(unit, JSON.stringify({ numPassedTests: 40, numFailedTests: 0, success: true }));
  await writeFile(browser, JSON.stringify({ stats: { expected: 7, unexpected: 1, flaky: 1, skipped: 3 } }));
  const counts = [await vitestCounts(unit, 0), await playwrightCounts(browser, 1)];
  expect(closingLine(counts)).toBe('47 passed, 2 failed');
});

test('a runner that fails without a failing test, or without a report, has failed', async () => {
  const unit = join(folder, 'unit.json');
  await writeFile(unit, JSON.stringify({ numPassedTests: 3, numFailedTests: 0 }));
  expect(await vitestCounts(unit, 1)).toEqual({ passed: 3, failed: 1 });
  expect(await playwrightCounts(join(folder, 'none.json'), 1)).toEqual({ passed: 0, failed: 1 });
});

test('what a build depends on is its contents and names, not its tests', async () => {
  const source = relative(root, folder);
  await writeFile(join(folder, 'a.ts'), 'one');
  const first = await hashSources([source]);
  await writeFile(join(folder, 'a.test.ts'), 'a test');
  expect(await hashSources([source])).toBe(first);
  await writeFile(join(folder, 'a.ts'), 'two');
  const second = await hashSources([source]);
  expect(second).not.toBe(first);
  await rm(join(folder, 'a.ts'));
  await writeFile(join(folder, 'b.ts'), 'two');
  expect(await hashSources([source])).not.toBe(second);
});

test.each([
  [
    '[4242:1122/090000.123456:FATAL:sandbox/linux/suid/client/setuid_sandbox_host.cc(166)] The SUID sandbox helper binary was found, but is not configured correctly.\nmore',
    'The SUID sandbox helper binary was found, but is not configured correctly',
  ],
  ['[1:ERROR:ozone_platform_x11.cc(240)] Missing X server or $DISPLAY\n', 'Missing X server or $DISPLAY'],
  [
    './electron: error while loading shared libraries: libnss3.so: cannot open shared object file',
    './electron: error while loading shared libraries: libnss3.so: cannot open shared object file',
  ],
  ['Trace/breakpoint trap', null],
])('the reason is found in what a dying window wrote', (errors, reason) => {
  expect(reasonFrom(errors)).toBe(reason);
});
