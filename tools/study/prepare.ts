import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageSet } from '../../src-shared/domain/image-set.ts';
import { variegate } from '../../e2e/host.ts';
import { GAPS, GENERATED, oracleName, RETRIEVAL, SYNTHETIC } from './plan.ts';

/** Generated images a class before the filter. */
const GENERATED_BEFORE_FILTER = 140;

/** Everything that the runs need, as far as it is not there yet; returns the project's folder. */
export function prepare(home: string, dataSet: string, say: (text: string) => void): string {
  const project = join(home, 'projects', `study ${dataSet}`);
  const run = (...args: readonly string[]): unknown => {
    say(args.join(' '));
    return variegate(home, ...args, '--project', project);
  };
  if (!existsSync(project)) variegate(home, 'new', `study ${dataSet}`);
  const has = setsOf(home, project);
  if (!has.some(({ role }) => role === 'real')) {
    const counts = ['--train', '60', '--val', '20', '--test', '60', '--ood', '30', '--oracle', '0'];
    run('draw', dataSet, ...counts, '--seed', '100');
  }
  const missing = (name: string): boolean =>
    !has.some((set) => set.role === 'synthetic' && set.name === name);
  const only = ['draw', dataSet, '--seed', '100', '--only'];
  for (const gap of GAPS) {
    const name = oracleName(gap);
    const settings = ['--oracle', String(SYNTHETIC), '--domain-gap', String(gap), '--name', name];
    if (missing(name)) run(...only, 'oracle', ...settings);
  }
  if (missing(RETRIEVAL)) run(...only, 'retrieval', '--retrieval', String(SYNTHETIC), '--name', RETRIEVAL);
  if (missing(GENERATED)) generate(run);
  return project;
}

/** Diversified prompts, images, CLIP's verdicts, and replacements until every class has its number. */
function generate(run: (...args: readonly string[]) => unknown): void {
  run('prompts', 'write', '--recipe', 'diversified', '--per-class', '50', '--seed', '100');
  run(
    'generate',
    '--images',
    String(GENERATED_BEFORE_FILTER),
    '--set',
    GENERATED,
    '--seed',
    '100',
    '--batch',
    '8',
  );
  run('score');
  run('filter');
}

export const setsOf = (home: string, project: string): readonly ImageSet[] =>
  (variegate(home, 'sets', '--project', project) as { sets: ImageSet[] }).sets;
