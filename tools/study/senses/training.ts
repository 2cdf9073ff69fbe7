import type { ClassSenses } from '../../../src-shared/domain/sense.ts';
import type { Run } from '../../../src-shared/domain/run.ts';
import { mean, pairedDifference } from '../../../src-shared/statistics.ts';
import { classLabel } from '../../../src-main/imports/drawn-classes.ts';
import { lexiconSenses } from '../../../src-main/senses/lexicon/lexicon.ts';
import type { DrawnDataSet } from '../../../src-main/world/data-sets.ts';
import { drawnObject } from '../../../src-main/world/objects/catalogue.ts';
import { difference, markdownTable, meanAndSpread } from '../cells.ts';
import { drawRealSets } from '../prepare.ts';
import {
  finishedRuns,
  openTerminal,
  setsOf,
  syntheticSet,
  type Terminal,
  trainMissing,
} from '../terminal.ts';

/** What prompts call ambiguous classes: their bare name, or the phrase of the sense that their own images voted for. */
const callings = ['name', 'sense'] as const;
type Calling = (typeof callings)[number];

export interface TrainingOptions {
  readonly home: string;
  readonly dataSets: readonly DrawnDataSet[];
  readonly imagesPerClass: number;
  /** Real train images that vote. */
  readonly voters: number;
  readonly seeds: readonly number[];
  readonly steps: number;
}

interface Outcome {
  readonly runs: readonly Run[];
  /** Ambiguous classes whose prompts say the right sense. */
  readonly right: number;
}

const GENERATED = 'generated';
const EXPERIMENT = { name: 'synthetic only', recipe: 'synthetic-only', source: GENERATED, shots: null };

const ambiguousOf = ({ classes }: DrawnDataSet): DrawnDataSet['classes'] =>
  classes.filter(({ name }) => lexiconSenses(name).length > 0);

/** One project a data set and way of calling: same real pictures, same numbers of prompts and images, same seeds. */
async function trainCalled(
  dataSet: DrawnDataSet,
  calling: Calling,
  options: TrainingOptions,
): Promise<Outcome> {
  const terminal = await openTerminal(options.home, `senses ${dataSet.id} by ${calling}`);
  const { run } = terminal;
  drawRealSets(terminal, dataSet.id, ['--train', '60', '--val', '20', '--test', '60', '--ood', '0']);
  if ((run('prompts', 'list') as unknown[]).length === 0) {
    for (const { object, name } of ambiguousOf(dataSet)) {
      const label = classLabel(dataSet, object);
      // Drawn sets come with the phrases of their senses; a class that shares its name has a label of its own.
      run('classes', 'phrase', label);
      if (label !== name) run('senses', 'name', label, name);
    }
    if (calling === 'sense') run('senses', 'find', '--pin-clear', '--images', String(options.voters));
    run('prompts', 'write', '--recipe', 'diversified', '--per-class', '30', '--seed', '100');
  }
  generateMissing(terminal, dataSet, options.imagesPerClass);
  const batch = Math.min(64, options.imagesPerClass * dataSet.classes.length);
  const settings = ['--batch', String(batch), '--size', '32'];
  trainMissing(terminal, EXPERIMENT, { seeds: options.seeds, steps: options.steps, settings });
  const runs = finishedRuns(terminal).filter(({ seed }) => options.seeds.includes(seed));
  return { runs, right: calling === 'sense' ? rightlyPinned(terminal, dataSet) : 0 };
}

function generateMissing(terminal: Terminal, dataSet: DrawnDataSet, perClass: number): void {
  const made = syntheticSet(setsOf(terminal), GENERATED)?.counts.total;
  if ((made ?? 0) >= perClass * dataSet.classes.length) return;
  const which = ['--set', GENERATED, '--top-up', String(perClass)];
  terminal.run('generate', ...which, '--seed', '100', '--batch', '8');
}

function rightlyPinned(terminal: Terminal, dataSet: DrawnDataSet): number {
  const listed = terminal.run('senses', 'list') as ClassSenses[];
  return ambiguousOf(dataSet).filter(({ object }) => {
    const found = listed.find(({ className }) => className === classLabel(dataSet, object));
    const pinned = found?.senses.find(({ id }) => id === found.pinned?.senseId);
    return pinned?.phrase === drawnObject(object).phrase;
  }).length;
}

/** Top-1 on the test split in percent; of the ambiguous classes alone where `places` names them. */
function accuracy(run: Run, places: readonly number[] | null): number {
  const test = run.evaluations.find(({ kind }) => kind === 'test');
  if (!test) throw new Error(`Run ${run.id} was not tested.`);
  if (places === null) return 100 * test.top1;
  const shares = places.map((place) => {
    const row = test.confusion[place] ?? [];
    return (row[place] ?? 0) / row.reduce((sum, count) => sum + count, 0);
  });
  return 100 * mean(shares);
}

/** Accuracy of classifiers that saw generated images only, by what the prompts called the ambiguous classes. */
export async function trainingTable(options: TrainingOptions): Promise<string> {
  const rows: string[][] = [];
  for (const dataSet of options.dataSets) {
    const [byName, bySense] = [
      await trainCalled(dataSet, 'name', options),
      await trainCalled(dataSet, 'sense', options),
    ];
    const ambiguous = ambiguousOf(dataSet);
    const places = ambiguous.map((each) => dataSet.classes.indexOf(each));
    const cells = ({ runs }: Outcome): string[] =>
      [null, places].flatMap((which) => {
        const own = valuesOf(runs, which);
        const versus =
          runs === byName.runs ? '' : difference(pairedDifference(own, valuesOf(byName.runs, which)));
        return [meanAndSpread(own), versus];
      });
    rows.push(
      [dataSet.name, 'name', '', ...cells(byName)],
      [dataSet.name, 'sense', `${bySense.right} of ${ambiguous.length}`, ...cells(bySense)],
    );
  }
  return markdownTable(
    ['data set', 'called by', 'senses right', 'all classes', 'difference', 'ambiguous classes', 'difference'],
    rows,
  );
}

const valuesOf = (runs: readonly Run[], places: readonly number[] | null): number[] =>
  [...runs].sort((a, b) => a.seed - b.seed).map((run) => accuracy(run, places));
