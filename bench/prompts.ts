import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { variegate } from '../e2e/host.ts';
import { longestFrames } from './frames/measure.ts';
import { actions } from './frames/prompts-actions.ts';
import { manyPrompts } from './frames/many-prompts.ts';

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
  const rows = await longestFrames({ home, project: location, rounds, actions });
  if (values.json) process.stdout.write(`${JSON.stringify({ prompts: count, rounds, actions: rows })}\n`);
} finally {
  await rm(home, { recursive: true, force: true });
}
