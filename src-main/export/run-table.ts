import { DRAWN_WORLD_NOTICE, type RunSummary } from '../../src-shared/domain/run.ts';

/** Accuracies of the recipes over their seeds as a table that can be pasted into a paper. */
export interface RunTable {
  header: string[];
  rows: { cells: string[]; best: boolean[] }[];
  notice: string | null;
}

export type TableFormat = 'csv' | 'markdown' | 'latex';

const percent = (value: number): string => (value * 100).toFixed(1);

/** Cells read "71.2 ± 0.8" in percent; `best` marks what cannot be told from the best of its column within an experiment. */
export function tabulate(summaries: readonly RunSummary[], drawn: boolean): RunTable {
  const names = [...new Set(summaries.flatMap((summary) => summary.columns.map((column) => column.name)))];
  const rows = summaries.map((summary) => {
    const columns = names.map((name) => summary.columns.find((column) => column.name === name));
    const best = columns.map((column) => column?.best ?? false);
    const cells = columns.map((column) => {
      if (!column) return '';
      return column.std === null ? percent(column.mean) : `${percent(column.mean)} ± ${percent(column.std)}`;
    });
    return {
      cells: [summary.experiment, summary.recipe, String(summary.n), ...cells],
      best: [false, false, false, ...best],
    };
  });
  return { header: ['experiment', 'recipe', 'n', ...names], rows, notice: drawn ? DRAWN_WORLD_NOTICE : null };
}

export function formatTable(table: RunTable, format: TableFormat): string {
  switch (format) {
    case 'csv':
      return toCsv(table);
    case 'markdown':
      return toMarkdown(table);
    case 'latex':
      return toLatex(table);
  }
}

/** RFC 4180. A cell that a spreadsheet would take for a formula gets a leading apostrophe. */
function toCsv({ header, rows, notice }: RunTable): string {
  const cell = (text: string): string => {
    const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = [header, ...rows.map((row) => row.cells), ...(notice ? [[notice]] : [])];
  return `${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}

function toMarkdown({ header, rows, notice }: RunTable): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  const body = rows.map((row) =>
    line(row.cells.map((text, i) => (row.best[i] ? `**${cell(text)}**` : cell(text)))),
  );
  const rule = header.map((_, i) => (i < 2 ? '---' : '---:'));
  return `${[line(header.map(cell)), line(rule), ...body].join('\n')}\n${notice ? `\n${notice}\n` : ''}`;
}

const latexEscapes: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

/** Needs the booktabs package. */
function toLatex({ header, rows, notice }: RunTable): string {
  const cell = (text: string): string =>
    text
      .replaceAll(/[\\~^&%$#_{}]/g, (character) => latexEscapes[character] ?? `\\${character}`)
      .replaceAll(' ± ', ' $\\pm$ ');
  const body = rows.map((row) =>
    row.cells.map((text, i) => (row.best[i] ? `\\textbf{${cell(text)}}` : cell(text))).join(' & '),
  );
  return [
    ...(notice ? [`% ${notice}`] : []),
    `\\begin{tabular}{ll${'r'.repeat(header.length - 2)}}`,
    '\\toprule',
    `${header.map(cell).join(' & ')} \\\\`,
    '\\midrule',
    ...body.map((line) => `${line} \\\\`),
    '\\bottomrule',
    '\\end{tabular}',
    '',
  ].join('\n');
}
