import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DRAWN_WORLD_NOTICE } from '../../src-shared/domain/run.ts';
import { drawnDataSet } from '../../src-main/world/data-sets.ts';
import { type Judge, trainJudge } from '../starter/reporting/judge.ts';
import { usualSettings } from '../starter/reporting/settings.ts';
import { writeSection } from './docs-section.ts';
import { drawRealSets } from './prepare.ts';
import { type Condition, conditions, experimentOf, portions } from './prompts/conditions.ts';
import { measureConditions } from './prompts/measures.ts';
import { accuracyTable, diversityTable } from './prompts/table.ts';
import { finishedRuns, openTerminal, sayWithTime, setsOf, syntheticSet, trainMissing } from './terminal.ts';

/**
 * Compares ways of prompting on the drawn world at equal counts: diversity and fidelity of the images, and accuracy of classifiers that saw no
 * other images. Started again, it goes on where it was.
 *
 *     npm run study:prompts -- --home <folder> [--data-set menagerie] [--images 600] [--seeds 3] [--steps 400] [--write-docs]
 */
const { values } = parseArgs({
  options: {
    home: { type: 'string' },
    'data-set': { type: 'string', default: 'menagerie' },
    /** Of each condition. */
    images: { type: 'string', default: '600' },
    seeds: { type: 'string', default: '3' },
    steps: { type: 'string', default: '400' },
    /** Training steps of the judge. */
    'judge-steps': { type: 'string', default: String(usualSettings.judge.steps) },
    'write-docs': { type: 'boolean', default: false },
  },
});
if (values.home === undefined) throw new Error('Say where the projects are kept: --home <folder>');
const root = fileURLToPath(new URL('../..', import.meta.url));
const dataSet = drawnDataSet(values['data-set']);
const perClass = Math.floor(Number(values.images) / dataSet.classes.length);
if (!(perClass >= 1)) throw new Error(`--images: at least ${dataSet.classes.length}, one a class.`);
const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => 100 + i);

const terminal = await openTerminal(values.home, `prompts ${dataSet.id}`);
drawRealSets(terminal, dataSet.id, ['--train', '60', '--val', '20', '--test', '60', '--ood', '30']);
writePrompts();
for (const [place, condition] of conditions.entries()) generate(condition, 100 + place);
const images = perClass * dataSet.classes.length;
let judge: Promise<Judge> | undefined;
const backbone = join(root, 'assets', 'starter', 'backbone');
const judgeSettings = judgeOf(Number(values['judge-steps']));
const measured = await measureConditions({
  terminal,
  dataSet: dataSet.id,
  images,
  judgeSteps: judgeSettings.steps,
  judge: () => (judge ??= trainJudge(backbone, judgeSettings, sayWithTime)),
});
await (await judge)?.dispose();

const settings = ['--batch', String(Math.min(64, images)), '--size', '32'];
const training = { seeds, steps: Number(values.steps), settings };
for (const condition of conditions) trainMissing(terminal, experimentOf(condition), training);

const runs = finishedRuns(terminal);
const runsOf = (condition: Condition) =>
  runs.filter(({ experiment, seed }) => experiment === experimentOf(condition).name && seeds.includes(seed));
const report = [
  `${dataSet.name}, ${perClass} images of each of ${dataSet.classes.length} classes a condition, one generation, ${seeds.length} training seeds.`,
  diversityTable(measured),
  accuracyTable(runsOf, dataSet.id),
  `> ${DRAWN_WORLD_NOTICE}`,
].join('\n\n');
if (values['write-docs']) await writeSection(join(root, 'docs', 'prompts.md'), dataSet.id, report);
process.stdout.write(`${report}\n`);

/** A judge of fewer steps sees fewer pictures. */
function judgeOf(steps: number): typeof usualSettings.judge {
  const { judge: usual } = usualSettings;
  const share = Math.min(1, steps / usual.steps);
  const some = (count: number): number => Math.max(1, Math.ceil(count * share));
  return {
    ...usual,
    steps,
    picturesPerObject: some(usual.picturesPerObject),
    freshPerObject: some(usual.freshPerObject),
  };
}

/** What the classes have already counts, so that a second start adds none. As many of each kind as get an image of their own, where the words allow. */
function writePrompts(): void {
  const write = (...args: readonly string[]): unknown =>
    terminal.run('prompts', 'write', '--seed', '100', ...args);
  write('--recipe', 'plain');
  write('--recipe', 'template');
  write('--recipe', 'diversified', '--stylized', '0.5', '--per-class', String(2 * Math.min(perClass, 50)));
}

/** Each set from a seed of its own, so that no two conditions share an image. */
function generate(condition: Condition, seed: number): void {
  const found = syntheticSet(setsOf(terminal), condition.name);
  const made = (found?.counts.total ?? 0) / dataSet.classes.length;
  let wanted = 0;
  for (const { origin, images } of portions(condition, perClass)) {
    wanted += images;
    if (images === 0 || made >= wanted) continue;
    const common = ['--set', condition.name, '--seed', String(seed), '--batch', '8'];
    terminal.run('generate', ...common, '--origin', origin, '--top-up', String(wanted));
  }
}
