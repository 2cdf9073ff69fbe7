import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { environmentOf, variegate } from '../../e2e/host.ts';
import type { ImageSet } from '../../src-shared/domain/image-set.ts';
import type { Job } from '../../src-shared/domain/job.ts';
import type { Run } from '../../src-shared/domain/run.ts';

/** A project below `home`, worked on by the terminal's commands alone, as a person would. */
export interface Terminal {
  readonly home: string;
  /** Absolute path of the project. */
  readonly project: string;
  /** Runs a command in the project; its JSON document. */
  readonly run: (...args: readonly string[]) => unknown;
  readonly say: (line: string) => void;
}

/** With the time of day before it, to standard error. */
export const sayWithTime = (text: string): void => {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
};

/** The project of that name, made where it is not there; jobs that an earlier start left behind are finished first. */
export async function openTerminal(home: string, name: string): Promise<Terminal> {
  await mkdir(environmentOf(home)['VARIEGATE_PROJECTS'] ?? home, { recursive: true });
  const project = join(home, 'projects', name);
  if (!existsSync(project)) variegate(home, 'new', name);
  const say = sayWithTime;
  const run = (...args: readonly string[]): unknown => {
    say(args.join(' '));
    return variegate(home, ...args, '--project', project);
  };
  for (const { id, state } of variegate(home, 'jobs', '--project', project) as Job[]) {
    if (state.status === 'paused') run('jobs', 'resume', String(id));
  }
  return { home, project, run, say };
}

export const setsOf = ({ home, project }: Pick<Terminal, 'home' | 'project'>): readonly ImageSet[] =>
  (variegate(home, 'sets', '--project', project) as { sets: ImageSet[] }).sets;

/** A synthetic set by its name. */
export const syntheticSet = (sets: readonly ImageSet[], name: string): ImageSet | undefined =>
  sets.find((set) => set.role === 'synthetic' && set.name === name);

export function finishedRuns({ home, project }: Pick<Terminal, 'home' | 'project'>): readonly Run[] {
  const listed = variegate(home, 'runs', '--project', project) as { runs: Run[] };
  return listed.runs.filter(({ status }) => status === 'done');
}

/** What is trained, once a seed. */
export interface TrainedExperiment {
  readonly name: string;
  readonly recipe: string;
  /** Synthetic set; null for none. */
  readonly source: string | null;
  /** Real images a class; null for all. */
  readonly shots: number | null;
}

/** Trains the seeds of an experiment that are not done yet. Throws where an earlier start trained for another number of steps. */
export function trainMissing(
  terminal: Terminal,
  { name, recipe, source, shots }: TrainedExperiment,
  { seeds, steps, settings }: { seeds: readonly number[]; steps: number; settings: readonly string[] },
): void {
  const finished = finishedRuns(terminal).filter((run) => run.experiment === name);
  const other = finished.find(({ totalSteps }) => totalSteps !== steps);
  if (other) {
    throw new Error(
      `"${name}" was trained for ${other.totalSteps} steps here, not ${steps}: choose another --home.`,
    );
  }
  const done = new Set(finished.map(({ seed }) => seed));
  const which = source === null ? [] : ['--synthetic', source];
  const few = shots === null ? [] : ['--shots', String(shots)];
  const common = [
    'train',
    '--name',
    name,
    '--recipe',
    recipe,
    ...which,
    ...few,
    '--steps',
    String(steps),
    ...settings,
  ];
  for (const seed of seeds.filter((each) => !done.has(each))) {
    terminal.run(...common, '--seeds', String(seed));
  }
}
