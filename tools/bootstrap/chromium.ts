import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { runTool, say } from './run.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** A Chromium for the browser tests: one that is there, else one that is installed now, else null. */
export async function findChromium(): Promise<string | null> {
  const found = presentChromium();
  if (found) return found;
  say('There is no Chromium for the browser tests; installing one (once)…');
  installFromDebian();
  if (!presentChromium()) await runTool('playwright', ['install', 'chromium'], { stdio: ['ignore', 2, 2] });
  return presentChromium();
}

/** `VARIEGATE_CHROMIUM`, Playwright's own, or one on the PATH. */
export function presentChromium(): string | null {
  const chosen = process.env['VARIEGATE_CHROMIUM'];
  if (chosen) return chosen;
  const candidates = [
    chromium.executablePath(),
    ...(process.env['PATH'] ?? '')
      .split(delimiter)
      .flatMap((folder) => names.map((name) => join(folder, name))),
  ];
  return candidates.find((path) => existsSync(path)) ?? null;
}

function installFromDebian(): void {
  const isRoot = process.getuid?.() === 0;
  if (process.platform !== 'linux' || !isRoot || !existsSync('/etc/debian_version')) return;
  const options = {
    stdio: ['ignore', 2, 2] as ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  spawnSync('apt-get', ['update', '-qq'], options);
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options);
}
