import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { environmentOf, variegate } from '../../e2e/host.ts';
import { DRAWN_WORLD_NOTICE, type Run } from '../../src-shared/domain/run.ts';
import { type Experiment, experiments, SEEDS, SHOTS } from './plan.ts';
import { prepare } from './prepare.ts';
import { accuracyTable, gapTable } from './tables.ts';

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
const say = (text: string): void => {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
};

await mkdir(environmentOf(home)['VARIEGATE_PROJECTS'] ?? home, { recursive: true });
const project = prepare(home, dataSet, say);
for (const experiment of experiments) train(experiment);

const runs = finishedRuns();
const runsOf = ({ name }: Experiment): readonly Run[] => runs.filter((run) => run.experiment === name);
const sections = SHOTS.map((shots) => `${shots} real images a class\n\n${accuracyTable(runsOf, shots)}`);
const report = `# ${dataSet}\n\n${DRAWN_WORLD_NOTICE}\n\n${sections.join('\n\n')}\n\nGain against domain gap, ${SHOTS[0]} real images a class\n\n${gapTable(runsOf)}\n`;
await writeFile(join(home, `${dataSet}.md`), report);
process.stdout.write(values.json ? `${JSON.stringify({ dataSet, runs: runs.length })}\n` : report);

function finishedRuns(): readonly Run[] {
  const listed = variegate(home, 'runs', '--project', project) as { runs: Run[] };
  return listed.runs.filter(({ status }) => status === 'done');
}

/** The seeds of an experiment that are not done yet; the terminal's own checkpoints are not relied on between starts. */
function train({ name, recipe, source, shots }: Experiment): void {
  const done = new Set(
    finishedRuns()
      .filter((run) => run.experiment === name)
      .map(({ seed }) => seed),
  );
  for (const seed of SEEDS.filter((each) => !done.has(each))) {
    say(`${name}, seed ${seed}`);
    const settings = ['--steps', values.steps, '--batch', '64', '--size', '32'];
    const which = source === null ? [] : ['--synthetic', source];
    const few = shots === null ? [] : ['--shots', String(shots)];
    const common = [
      'train',
      '--name',
      name,
      '--recipe',
      recipe,
      '--seeds',
      String(seed),
      '--project',
      project,
    ];
    variegate(home, ...common, ...which, ...few, ...settings);
  }
}
