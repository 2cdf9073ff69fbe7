import { expect, test } from 'vitest';
import { DRAWN_WORLD_NOTICE, type RunSummary, type SummaryColumn } from '../../src-shared/domain/run.ts';
import { formatTable, tabulate } from './run-table.ts';

const column = (name: string, mean: number, std: number | null, best = false): SummaryColumn => ({
  name,
  kind: 'test',
  styleCoverage: 'unknown',
  mean,
  std,
  n: 3,
  meanPerClass: { mean, std },
  generations: null,
  sameImages: true,
  withoutDoubtful: null,
  difference: null,
  best,
});

const summaries: RunSummary[] = [
  {
    experiment: 'a|b_1',
    recipe: 'real-only',
    runIds: [1],
    shortcut: null,
    n: 3,
    columns: [column('test', 0.612, 0.011)],
  },
  {
    experiment: 'a|b_1',
    recipe: 'mixed',
    runIds: [2],
    shortcut: null,
    n: 3,
    columns: [column('test', 0.7, 0.02, true), column('art', 0.31, null, true)],
  },
];

test('means and deviations in percent, best marked per experiment', () => {
  const table = tabulate(summaries, false);
  expect(table.header).toEqual(['experiment', 'recipe', 'n', 'test', 'art']);
  expect(table.rows[0]?.cells.slice(3)).toEqual(['61.2 ± 1.1', '']);
  expect(table.rows[0]?.best.slice(3)).toEqual([false, false]);
  expect(table.rows[1]?.best.slice(3)).toEqual([true, true]);
});

test('Markdown keeps bars out of its columns', () => {
  expect(formatTable(tabulate(summaries, false), 'markdown')).toBe(
    [
      '| experiment | recipe | n | test | art |',
      '| --- | --- | ---: | ---: | ---: |',
      '| a\\|b_1 | real-only | 3 | 61.2 ± 1.1 |  |',
      '| a\\|b_1 | mixed | 3 | **70.0 ± 2.0** | **31.0** |',
      '',
    ].join('\n'),
  );
});

test('LaTeX escapes what it must and says where drawn figures come from', () => {
  const latex = formatTable(tabulate(summaries, true), 'latex');
  expect(latex).toContain('a|b\\_1 & mixed & 3 & \\textbf{70.0 $\\pm$ 2.0} & \\textbf{31.0} \\\\');
  expect(latex).toContain(DRAWN_WORLD_NOTICE);
});

test('CSV quotes cells and disarms formulas', () => {
  const csv = formatTable(
    tabulate(
      [
        {
          experiment: '=1+1, "x"',
          recipe: 'mixed',
          runIds: [],
          shortcut: null,
          n: 1,
          columns: [column('test', 1, null)],
        },
      ],
      true,
    ),
    'csv',
  );
  expect(csv.split('\r\n')[1]).toBe(`"'=1+1, ""x""",mixed,1,100.0`);
  expect(csv).toContain(DRAWN_WORLD_NOTICE);
});
