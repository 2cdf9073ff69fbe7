import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startServer, variegate } from '../e2e/host.ts';
import { openPage } from './review/page.ts';
import { actions } from './prompts/actions.ts';
import { manyPrompts } from './prompts/list.ts';

/** The longest frame while a person opens, scrolls, filters and bulk-edits a long list of prompts, in Chromium. */
const { values } = parseArgs({
  options: {
    prompts: { type: 'string', default: '20000' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});
const count = Number(values.prompts);
const rounds = Number(values.rounds);
const say = (text: string): boolean => process.stderr.write(`${text}\n`);

const home = await mkdtemp(join(tmpdir(), 'variegate-bench-'));
try {
  say(`Importing ${count} prompts.`);
  const { location } = variegate(home, 'new', 'Many') as { location: string };
  const file = join(home, 'many.csv');
  await writeFile(file, manyPrompts(count));
  variegate(home, 'prompts', 'import', file, '--add-classes', '--project', location);
  const longest = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++) {
    for (const [name, milliseconds] of await measure(location)) {
      longest.set(name, [...(longest.get(name) ?? []), milliseconds]);
    }
  }
  const rows = [...longest].map(([action, frames]) => ({ action, longestFrameMs: Math.min(...frames) }));
  for (const { action, longestFrameMs } of rows) say(`${action.padEnd(32)} ${longestFrameMs.toFixed(0)} ms`);
  if (values.json) process.stdout.write(`${JSON.stringify({ prompts: count, rounds, actions: rows })}\n`);
} finally {
  await rm(home, { recursive: true, force: true });
}

/** Longest frame of each action, in milliseconds, in a fresh browser. */
async function measure(project: string): Promise<Map<string, number>> {
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
