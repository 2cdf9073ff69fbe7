import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { DiversityGroup, ImageDiversity } from '../../../src-shared/api/diversity.ts';
import { mean } from '../../../src-shared/statistics.ts';
import type { Judge } from '../../starter/reporting/judge.ts';
import { scoreMissing } from '../generated-set.ts';
import type { Terminal } from '../terminal.ts';
import { type Condition, conditions } from './conditions.ts';
import { judgedFidelity } from './judged-fidelity.ts';

const measured = z.object({
  images: z.number(),
  judgeSteps: z.number(),
  /** Share that the judge names right, in [0, 1]. */
  fidelity: z.number(),
  /** Means over the classes of measures within a class, at `compared` images. */
  compared: z.number(),
  vendi: z.number(),
  distance: z.number(),
  /** Of as many real train images. */
  realVendi: z.number(),
  realDistance: z.number(),
});
export type Measured = z.infer<typeof measured>;
const file = z.record(z.string(), measured);

const within = (groups: readonly DiversityGroup[]): Omit<Measured, 'images' | 'judgeSteps' | 'fidelity'> => {
  const classes = groups.filter(({ by }) => by === 'class');
  const over = (value: (group: DiversityGroup) => number): number => mean(classes.map(value));
  return {
    compared: over(({ own }) => own.count),
    vendi: over(({ own }) => own.vendi),
    distance: over(({ own }) => own.meanDistance),
    realVendi: over(({ baseline }) => baseline?.vendi ?? Number.NaN),
    realDistance: over(({ baseline }) => baseline?.meanDistance ?? Number.NaN),
  };
};

export interface MeasureOptions {
  readonly terminal: Terminal;
  readonly dataSet: string;
  readonly images: number;
  readonly judgeSteps: number;
  /** Trained when the first condition needs it. */
  readonly judge: () => Promise<Judge>;
}

/** Diversity and fidelity of every condition's images; what an earlier start measured of as many images by as good a judge is kept. */
export async function measureConditions(options: MeasureOptions): Promise<ReadonlyMap<string, Measured>> {
  const { terminal, images, judgeSteps } = options;
  const path = join(terminal.home, `diversity of ${options.dataSet}.json`);
  const known = await readKnown(path);
  const isKnown = ({ name }: Condition): boolean =>
    known[name]?.images === images && known[name].judgeSteps === judgeSteps;
  for (const condition of conditions.filter((each) => !isKnown(each))) {
    scoreMissing(terminal, condition.name);
    known[condition.name] = await measureOne(condition, options);
    await writeFile(path, JSON.stringify(known, null, 1));
  }
  return new Map(Object.entries(known));
}

async function readKnown(path: string): Promise<Record<string, Measured>> {
  try {
    return file.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return {};
  }
}

async function measureOne(
  { name }: Condition,
  { terminal, dataSet, images, judgeSteps, judge }: MeasureOptions,
): Promise<Measured> {
  const asked = ['prompts', 'diversity', '--images', '--per-class', '--set', name];
  const found = terminal.run(...asked) as ImageDiversity;
  const { location } = terminal.run('export', 'images', '--set', name) as { location: string };
  const fidelity = await judgedFidelity(location, dataSet, await judge());
  await rm(location, { recursive: true });
  return { images, judgeSteps, fidelity, ...within(found.groups) };
}
