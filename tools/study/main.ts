import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DRAWN_WORLD_NOTICE, type Run } from '../../src-shared/domain/run.ts';
import { type Experiment, experiments, SEEDS, SHOTS } from './plan.ts';
import { prepare } from './prepare.ts';
import { accuracyTable, gapTable } from './tables.ts';
import { finishedRuns, openTerminal, trainMissing } from './terminal.ts';

const { values } = parseArgs({
  options: {
    home: { type: 'string' },
    'data-set': { type: 'string', default: 'menagerie' },
    steps: { type: 'string', default: '400' },
    json: { type: 'boolean', default: false },
  },
});
if (values.home === undefined) throw new Error('Say where the projects are kept: --home <folder>');
const home = values.home;
const dataSet = values['data-set'];

const terminal = await openTerminal(home, `study ${dataSet}`);
prepare(terminal, dataSet);
const settings = ['--steps', values.steps, '--batch', '64', '--size', '32'];
for (const experiment of experiments) trainMissing(terminal, experiment, { seeds: SEEDS, settings });

const runs = finishedRuns(terminal);
const runsOf = ({ name }: Experiment): readonly Run[] => runs.filter((run) => run.experiment === name);
const sections = SHOTS.map((shots) => `${shots} real images a class\n\n${accuracyTable(runsOf, shots)}`);
const report = `# ${dataSet}\n\n${DRAWN_WORLD_NOTICE}\n\n${sections.join('\n\n')}\n\nGain against domain gap, ${SHOTS[0]} real images a class\n\n${gapTable(runsOf)}\n`;
await writeFile(join(home, `${dataSet}.md`), report);
process.stdout.write(values.json ? `${JSON.stringify({ dataSet, runs: runs.length })}\n` : report);
