import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root, variegate } from '../e2e/host.ts';
import { longestFrames } from './frames/measure.ts';
import { actions } from './frames/review-actions.ts';

/** The longest frame while a person opens, scrolls, filters and judges a grid of many scored images, in Chromium. */
const { values } = parseArgs({
  options: {
    images: { type: 'string', default: '20000' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});
const images = Number(values.images);
const rounds = Number(values.rounds);
const say = (text: string): boolean => process.stderr.write(`${text}\n`);

const home = await mkdtemp(join(tmpdir(), 'variegate-bench-'));
try {
  say(`Drawing ${images} images.`);
  const { location } = variegate(home, 'new', 'Many') as { location: string };
  const few = ['--train', '10', '--val', '0', '--test', '1', '--ood', '0'];
  const many = ['--oracle', String(Math.ceil(images / 10))];
  variegate(home, 'draw', 'menagerie', ...few, ...many, '--project', location);
  say('Scoring them.');
  variegate(home, 'models', 'add', join(root, 'src-main/scoring/fixtures/tiny-clip'));
  variegate(home, 'score', '--model', 'tiny-clip', '--project', location);
  const rows = await longestFrames({ home, project: location, rounds, actions });
  if (values.json) process.stdout.write(`${JSON.stringify({ images, rounds, actions: rows })}\n`);
} finally {
  await rm(home, { recursive: true, force: true });
}
