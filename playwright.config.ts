import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import type { EntryOptions } from './e2e/fixtures.ts';

const isRoot = process.getuid?.() === 0;
const chromium = process.env['VARIEGATE_CHROMIUM'] ?? ['/usr/bin/chromium'].find((path) => existsSync(path));

/** Whether the same tests can drive the desktop window: its binary, its compiled host and a display are there. */
function hasElectron(): boolean {
  const folder = join(import.meta.dirname, 'node_modules/electron');
  const name = existsSync(join(folder, 'path.txt')) ? readFileSync(join(folder, 'path.txt'), 'utf8') : null;
  const display = process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  const compiled = existsSync(join(import.meta.dirname, 'out/src-main/electron.js'));
  return name !== null && existsSync(join(folder, 'dist', name)) && Boolean(display) && compiled && !isRoot;
}

export default defineConfig<EntryOptions>({
  testDir: 'e2e',
  outputDir: 'out/browser-tests',
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  use: {
    viewport: { width: 1360, height: 860 },
    trace: 'retain-on-failure',
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      // Chromium's sandbox does not work for the root user, as in containers.
      args: isRoot ? ['--no-sandbox'] : [],
    },
  },
  projects: [
    { name: 'browser', use: { entry: 'browser' } },
    ...(hasElectron() ? [{ name: 'electron', use: { entry: 'electron' as const } }] : []),
  ],
});
