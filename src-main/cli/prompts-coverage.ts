import type { Command } from 'commander';
import { formatCount, formatNoun, formatPercent } from '../../src-shared/format/numbers.ts';
import {
  type Coverage,
  type CoverageCell,
  coverageOf,
  keptShare,
} from '../../src-shared/prompts/prompt-coverage.ts';
import { addProjectCommand, type CommonOptions, inProject, type ProjectContext } from './command.ts';
import { classNamed } from './find-class.ts';
import { formatColumns } from './format.ts';

interface CoverageOptions extends CommonOptions {
  class?: string;
  perClass?: boolean;
}

export function addPromptsCoverageCommand(parent: Command): void {
  addProjectCommand(
    parent,
    'coverage',
    'how many prompts name which context in which style, and what share of their images is kept',
    'prompts coverage --class owl',
  )
    .option('--class <name>', 'only of this class')
    .option('--per-class', 'one table a class')
    .action((options: CoverageOptions) => inProject(options, (context) => coverage(context, options)));
}

async function coverage({ api, output }: ProjectContext, options: CoverageOptions): Promise<void> {
  const classes = await api.classes.list.query();
  const only = options.class === undefined ? null : classNamed(classes, options.class);
  const prompts = await api.prompts.list.query(only ? { classId: only.id } : {});
  const shown = options.perClass
    ? (only ? [only] : classes).map(({ id, name }) => ({
        name,
        prompts: prompts.filter(({ classId }) => classId === id),
      }))
    : [{ name: only?.name ?? null, prompts }];
  const result = shown.map(({ name, prompts: own }) => ({ class: name, ...coverageOf(own) }));
  for (const each of result) {
    if (each.class !== null) output.print(each.class);
    output.print(each.cells.length === 0 ? 'No prompts yet.' : table(each));
    output.print('');
  }
  output.print(
    `${formatNoun(prompts.length, 'prompt')}. In brackets: share kept of the images with a verdict.`,
  );
  output.result(result.map(({ class: name, ...each }) => ({ class: name, cells: flat(each) })));
}

const words = (cell: CoverageCell): string => {
  if (cell.prompts === 0) return '·';
  const kept = keptShare(cell);
  return `${formatCount(cell.prompts)}${kept === null ? '' : ` (${formatPercent(kept, 0)})`}`;
};

const table = ({ contexts, styles, cells }: Coverage): string =>
  formatColumns(
    [
      ['', ...styles.map(({ label }) => label)],
      ...contexts.map(({ label }, row) => [label, ...(cells[row] ?? []).map(words)]),
    ],
    new Set(styles.map((_, column) => column + 1)),
  );

/** Every cell of the matrix, those without prompts too. */
const flat = ({ contexts, styles, cells }: Coverage) =>
  contexts.flatMap(({ names: [context = null] }, row) =>
    styles.map(({ names: [style = null] }, column) => {
      const cell = cells[row]?.[column];
      return { context, style, ...cell, keptShare: cell ? keptShare(cell) : null };
    }),
  );
