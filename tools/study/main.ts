import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DRAWN_WORLD_NOTICE, type Run } from '../../src-shared/domain/run.ts';
import { writeSection } from './docs-section.ts';
import { type Experiment, experiments, SEEDS, SHOTS } from './plan.ts';
import { prepare } from './prepare.ts';
import { accuracyTable, gapTable } from './tables.ts';
import { finishedRuns, openTerminal, trainMissing } from './terminal.ts';

/**
 * Accuracy with generated, oracle and retrieval images on the drawn world, and gain against domain gap. Started again, it goes on where it was.
 *
 *     npm run study -- --home <folder> [--data-set menagerie] [--steps 400] [--json] [--write-docs]
 */
const { values } = parseArgs({
  options: {
    home: { type: 'string' },
    'data-set': { type: 'string', default: 'menagerie' },
    steps: { type: 'string', default: '400' },
    json: { type: 'boolean', default: false },
    'write-docs': { type: 'boolean', default: false },
  },
});
if (values.home === undefined) throw new Error('Say where the projects are kept: --home <folder>');
const home = values.home;
const dataSet = values['data-set'];
const root = fileURLToPath(new URL('../..', import.meta.url));

const terminal = await openTerminal(home, `study ${dataSet}`);
prepare(terminal, dataSet);
const training = { seeds: SEEDS, steps: Number(values.steps), settings: ['--batch', '64', '--size', '32'] };
for (const experiment of experiments) trainMissing(terminal, experiment, training);

const runs = finishedRuns(terminal);
const runsOf = ({ name }: Experiment): readonly Run[] => runs.filter((run) => run.experiment === name);
const parts = SHOTS.flatMap((shots) => [`### ${shots} real images a class`, accuracyTable(runsOf, shots)]);
const report = [
  ...parts,
  `### Gain against domain gap, ${SHOTS[0]} real images a class`,
  gapTable(runsOf),
  `> ${DRAWN_WORLD_NOTICE}`,
].join('\n\n');
if (values['write-docs']) await writeSection(join(root, 'docs', 'starter-world.md'), dataSet, report);
process.stdout.write(values.json ? `${JSON.stringify({ dataSet, runs: runs.length })}\n` : `${report}\n`);
