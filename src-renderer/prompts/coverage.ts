import type { Prompt } from '../../src-shared/domain/prompt.ts';

/** A row or column of the coverage matrix: one name, several of a group, or null for prompts that name none. */
export interface CoverageLine {
  readonly label: string;
  readonly names: readonly (string | null)[];
}

export interface Coverage {
  readonly contexts: readonly CoverageLine[];
  readonly styles: readonly CoverageLine[];
  /** Prompts by row (context) and column (style). */
  readonly counts: readonly (readonly number[])[];
  readonly largest: number;
}

/** With more styles than this, a column stands for a group of them. */
const MOST_COLUMNS = 10;

/** How many prompts name which context in which style. `groupOf` tells the group of a style that the program knows. */
export function coverageOf(prompts: readonly Prompt[], groupOf: ReadonlyMap<string, string>): Coverage {
  const contexts = lines(
    prompts.map(({ context }) => context),
    'no context',
    (name) => name,
    Infinity,
  );
  const styles = lines(
    prompts.map(({ style }) => style),
    'no style',
    (name) => groupOf.get(name) ?? 'other styles',
    MOST_COLUMNS,
  );
  const rowOf = placesOf(contexts);
  const columnOf = placesOf(styles);
  const counts = contexts.map(() => styles.map(() => 0));
  for (const { context, style } of prompts) {
    const row = counts[rowOf.get(context) ?? -1];
    const column = columnOf.get(style) ?? -1;
    if (row) row[column] = (row[column] ?? 0) + 1;
  }
  return { contexts, styles, counts, largest: Math.max(0, ...counts.flat()) };
}

function lines(
  named: readonly (string | null)[],
  noneLabel: string,
  groupOf: (name: string) => string,
  most: number,
): CoverageLine[] {
  const all = new Set(named);
  const names = [...all].filter((name) => name !== null).toSorted((a, b) => a.localeCompare(b));
  const none = all.has(null) ? [{ label: noneLabel, names: [null] }] : [];
  if (names.length <= most) return [...none, ...names.map((name) => ({ label: name, names: [name] }))];
  const groups = [...Map.groupBy(names, groupOf)].map(([label, members]) => ({ label, names: members }));
  return [...none, ...groups.toSorted((a, b) => a.label.localeCompare(b.label))];
}

const placesOf = (list: readonly CoverageLine[]): ReadonlyMap<string | null, number> =>
  new Map(list.flatMap(({ names }, place) => names.map((name) => [name, place] as const)));
