import { startServer } from '../../e2e/host.ts';
import type { Action } from './action.ts';
import { openPage } from './page.ts';

/** Longest frame of each action in milliseconds, the best of some rounds, each in a fresh browser; told on standard error as a table. */
export async function longestFrames(options: {
  home: string;
  project: string;
  rounds: number;
  actions: readonly Action[];
}): Promise<{ action: string; longestFrameMs: number }[]> {
  const longest = new Map<string, number[]>();
  for (let round = 0; round < options.rounds; round++) {
    for (const [name, milliseconds] of await measure(options)) {
      longest.set(name, [...(longest.get(name) ?? []), milliseconds]);
    }
  }
  const rows = [...longest].map(([action, frames]) => ({ action, longestFrameMs: Math.min(...frames) }));
  for (const { action, longestFrameMs } of rows) {
    process.stderr.write(`${action.padEnd(32)} ${longestFrameMs.toFixed(0)} ms\n`);
  }
  return rows;
}

async function measure({
  home,
  project,
  actions,
}: {
  home: string;
  project: string;
  actions: readonly Action[];
}): Promise<Map<string, number>> {
  const server = await startServer(home, ['--project', project]);
  const { page, longestFrame, close } = await openPage(server.address);
  const frames = new Map<string, number>();
  try {
    for (const { name, perform } of actions) frames.set(name, await longestFrame(() => perform(page)));
  } finally {
    await close();
    await server.stop();
  }
  return frames;
}
