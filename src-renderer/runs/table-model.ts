import { describeRecipe } from '../../src-shared/domain/recipes.ts';
import type { Evaluation, Run, RunSummary, SummaryColumn } from '../../src-shared/domain/run.ts';
import type { StyleCoverage } from '../../src-shared/domain/image-set.ts';
import { type RecipeName, recipeSchema } from '../../src-shared/domain/training.ts';

/** A set that something was evaluated on. */
export interface Column {
  name: string;
  /** The name without what all OOD sets' names begin with, as in "Menagerie, sketch". */
  title: string;
  kind: Evaluation['kind'];
  styleCoverage: StyleCoverage;
}

/** One recipe of an experiment over its seeds. */
export interface RecipeRow {
  key: string;
  recipe: RecipeName;
  title: string;
  /** Every run, also those that are not finished. */
  runs: Run[];
  /** What the finished ones amount to; absent while there is none. */
  summary: RunSummary | undefined;
}

export interface Experiment {
  name: string;
  columns: Column[];
  rows: RecipeRow[];
  drawn: boolean;
}

const kindOrder = { val: 0, test: 1, ood: 2, train: 3, synthetic: 3 } as const satisfies Record<
  Evaluation['kind'],
  number
>;

/** Training images and auxiliary batch norms are no measure of a recipe. */
const isCompared = ({ kind, batchNorm }: Evaluation): boolean =>
  kind !== 'train' && kind !== 'synthetic' && batchNorm === undefined;

/** Runs by experiment, the latest experiment first; in it one row a recipe, in the order of the recipes. */
export function experimentsOf(runs: readonly Run[], summaries: readonly RunSummary[]): Experiment[] {
  const groups = [...Map.groupBy(runs, ({ experiment }) => experiment)];
  const latest = (list: readonly Run[]) => Math.max(...list.map(({ id }) => id));
  return groups
    .toSorted(([, a], [, b]) => latest(b) - latest(a))
    .map(([name, list]) => ({
      name,
      columns: columnsOf(list),
      rows: rowsOf(name, list, summaries),
      drawn: list.some(({ drawn }) => drawn),
    }));
}

function rowsOf(experiment: string, runs: readonly Run[], summaries: readonly RunSummary[]): RecipeRow[] {
  return recipeSchema.options.flatMap((recipe) => {
    const own = runs
      .filter((run) => run.recipe === recipe)
      .toSorted((a, b) => a.seed - b.seed || a.id - b.id);
    const first = own[0];
    if (!first) return [];
    return [
      {
        key: `${experiment} ${recipe}`,
        recipe,
        title: describeRecipe(recipe, first.settings).title,
        runs: own,
        summary: summaries.find((each) => each.experiment === experiment && each.recipe === recipe),
      },
    ];
  });
}

/** Val, test, then the OOD sets: those with a held-out style first, as they are the headline. */
function columnsOf(runs: readonly Run[]): Column[] {
  const columns = new Map<string, Column>();
  for (const { evaluations } of runs) {
    for (const { name, kind, styleCoverage } of evaluations.filter(isCompared))
      columns.set(name, { name, title: name, kind, styleCoverage });
  }
  const coverageOrder = { 'held-out': 0, unknown: 1, covered: 2 } as const;
  const prefix = commonPrefix(
    [...columns.values()].filter(({ kind }) => kind === 'ood').map(({ name }) => name),
  );
  const titled = [...columns.values()].map((column) => ({ ...column, title: titleOf(column, prefix) }));
  return titled.toSorted(
    (a, b) =>
      kindOrder[a.kind] - kindOrder[b.kind] ||
      coverageOrder[a.styleCoverage] - coverageOrder[b.styleCoverage] ||
      a.name.localeCompare(b.name),
  );
}

function titleOf({ name, kind }: Column, prefix: string): string {
  if (name === 'val') return 'Val';
  if (name === 'test') return 'Test';
  if (kind !== 'ood') return name;
  return name.slice(prefix.length);
}

/** What all names begin with, up to and including a comma; empty for fewer than two names. */
export function commonPrefix(names: readonly string[]): string {
  const [first, ...others] = names;
  const end = first?.lastIndexOf(', ') ?? -1;
  if (first === undefined || others.length === 0 || end < 0) return '';
  const prefix = first.slice(0, end + 2);
  return others.every((name) => name.startsWith(prefix) && name.length > prefix.length) ? prefix : '';
}

export const cellOf = (row: RecipeRow, column: string): SummaryColumn | undefined =>
  row.summary?.columns.find(({ name }) => name === column);

export interface Sorting {
  /** Name of a column, or null for the order of the recipes. */
  column: string | null;
  descending: boolean;
}

/** Rows by the mean of a column; what has no value there comes last. */
export function sorted(rows: readonly RecipeRow[], { column, descending }: Sorting): RecipeRow[] {
  if (column === null) return [...rows];
  const value = (row: RecipeRow) => cellOf(row, column)?.mean ?? null;
  return rows.toSorted((a, b) => {
    const [left, right] = [value(a), value(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return descending ? right - left : left - right;
  });
}

/** What a press on a column's heading leads to: highest first, lowest first, then as it was. */
export function nextSorting(sorting: Sorting, column: string): Sorting {
  if (sorting.column !== column) return { column, descending: true };
  return sorting.descending ? { column, descending: false } : { column: null, descending: true };
}
