import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DRAWN_WORLD_NOTICE } from '../../src-shared/domain/run.ts';
import { loadClip } from '../../src-main/scoring/clip/clip-model.ts';
import { drawnDataSet, drawnDataSets } from '../../src-main/world/data-sets.ts';
import { inspectClip } from '../../src-main/scoring/engine/inspect-clip.ts';
import { writeSection } from './docs-section.ts';
import { sayWithTime } from './terminal.ts';
import { trainingTable } from './senses/training.ts';
import { mistakes, voteTable } from './senses/table.ts';
import { holdTrials } from './senses/trials.ts';

/**
 * Measures label ambiguity resolution on the drawn world (docs/methods.md 2), with the starter CLIP deciding.
 *
 *     npm run study:senses -- [--shots 1,5,20] [--seeds 20] [--json <file>] [--write-docs]
 *     npm run study:senses -- --training --home <folder> [--data-sets menagerie,attic,journey] [--images 300] [--seeds 3] [--steps 400]
 *                             [--write-docs]
 *
 * The first takes votes only, in minutes. The second generates and trains with and without resolved senses; started again, it goes on where it
 * was.
 */
const { values } = parseArgs({
  options: {
    training: { type: 'boolean', default: false },
    shots: { type: 'string', default: '1,5,20' },
    /** Draws of voting images, or training seeds. */
    seeds: { type: 'string' },
    json: { type: 'string' },
    home: { type: 'string' },
    'data-sets': { type: 'string', default: drawnDataSets.map(({ id }) => id).join(',') },
    /** Generated images of a data set. */
    images: { type: 'string', default: '300' },
    steps: { type: 'string', default: '400' },
    'write-docs': { type: 'boolean', default: false },
  },
});
const root = fileURLToPath(new URL('../..', import.meta.url));

const report = values.training ? await training() : await votes();
if (values['write-docs']) {
  await writeSection(join(root, 'docs', 'senses.md'), values.training ? 'training' : 'votes', report);
}
process.stdout.write(`${report}\n`);

async function training(): Promise<string> {
  const { home } = values;
  if (home === undefined) throw new Error('Say where the projects are kept: --home <folder>');
  const count = Number(values.seeds ?? '3');
  const dataSets = values['data-sets'].split(',').map(drawnDataSet);
  const table = await trainingTable({
    home,
    dataSets,
    imagesPerClass: Math.max(1, Math.floor(Number(values.images) / 10)),
    voters: 20,
    seeds: Array.from({ length: count }, (_, i) => 100 + i),
    steps: Number(values.steps),
  });
  const words = `${Math.floor(Number(values.images) / 10)} images of each class, one generation, ${count} training seeds; 20 real train images of each class vote. Top-1 accuracy on the test split.`;
  return [words, table, `> ${DRAWN_WORLD_NOTICE}`].join('\n\n');
}

async function votes(): Promise<string> {
  const folder = join(root, 'assets', 'starter', 'clip');
  const { signal } = new AbortController();
  const inspection = await inspectClip(
    { folder },
    { signal, pauseSignal: signal, progress: () => undefined },
  );
  if (inspection.kind === 'unusable') throw new Error(inspection.problem.message);
  const clip = await loadClip(folder);
  try {
    const seeds = Array.from({ length: Number(values.seeds ?? '20') }, (_, i) => 100 + i);
    const trials = await holdTrials({
      clip,
      logitScale: inspection.facts.logitScale.value,
      shots: values.shots.split(',').map(Number),
      seeds,
      say: sayWithTime,
    });
    if (values.json !== undefined) await writeFile(values.json, JSON.stringify(trials, null, 1));
    const wrong = mistakes(trials);
    return [
      voteTable(trials),
      `${seeds.length} draws of real train images. Every mistake, with the reference:`,
      wrong.length === 0 ? 'No sense was taken for another.' : wrong.map((line) => `- ${line}`).join('\n'),
      `> ${DRAWN_WORLD_NOTICE}`,
    ].join('\n\n');
  } finally {
    await clip.dispose();
  }
}
