import { fillGeneratedSet } from './generated-set.ts';
import { GAPS, GENERATED, oracleName, RETRIEVAL, SYNTHETIC } from './plan.ts';
import { setsOf, syntheticSet, type Terminal } from './terminal.ts';

/** Real and OOD sets of a drawn data set, where the project has none. */
export function drawRealSets(terminal: Terminal, dataSet: string, counts: readonly string[]): void {
  if (setsOf(terminal).some(({ role }) => role === 'real')) return;
  terminal.run('draw', dataSet, ...counts, '--oracle', '0', '--seed', '100');
}

/** Everything that the runs need, as far as it is not there yet. */
export function prepare(terminal: Terminal, dataSet: string): void {
  const { run } = terminal;
  drawRealSets(terminal, dataSet, ['--train', '60', '--val', '20', '--test', '60', '--ood', '30']);
  const has = setsOf(terminal);
  const missing = (name: string): boolean => syntheticSet(has, name) === undefined;
  const only = ['draw', dataSet, '--seed', '100', '--only'];
  for (const gap of GAPS) {
    const name = oracleName(gap);
    const settings = ['--oracle', String(SYNTHETIC), '--domain-gap', String(gap), '--name', name];
    if (missing(name)) run(...only, 'oracle', ...settings);
  }
  if (missing(RETRIEVAL)) run(...only, 'retrieval', '--retrieval', String(SYNTHETIC), '--name', RETRIEVAL);
  if (missing(GENERATED))
    run('prompts', 'write', '--recipe', 'diversified', '--per-class', '50', '--seed', '100');
  fillGeneratedSet(terminal, GENERATED, SYNTHETIC);
}
