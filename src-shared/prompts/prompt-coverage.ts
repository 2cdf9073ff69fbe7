import type { Prompt } from '../domain/prompt.ts';

/** A row or column of the coverage matrix: one name, several of a group, or null for prompts that name none. */
export interface CoverageLine {
  readonly label: string;
  readonly names: readonly (string | null)[];
}

/** The prompts of one context and style, and what became of their images. */
export interface CoverageCell {
  readonly prompts: number;
  /** Of the classes looked at: those with a prompt here. */
  readonly classes: number;
  readonly images: number;
  readonly keep: number;
  readonly reject: number;
}

export interface Coverage {
  readonly contexts: readonly CoverageLine[];
  readonly styles: readonly CoverageLine[];
  /** By row (context) and column (style). */
  readonly cells: readonly (readonly CoverageCell[])[];
  /** Most prompts of a cell. */
  readonly largest: number;
}

export type CountedPrompt = Pick<Prompt, 'classId' | 'context' | 'style' | 'images'>;

export interface CoverageOptions {
  /** The group of a style that the program knows. */
  readonly groupOf?: ReadonlyMap<string, string>;
  /** With more styles than this, a column stands for a group of them. */
  readonly mostColumns?: number;
  /** Names that have a line even where no prompt names them. */
  readonly contexts?: readonly string[];
  readonly styles?: readonly string[];
}

const emptyCell: CoverageCell = { prompts: 0, classes: 0, images: 0, keep: 0, reject: 0 };

/** How many prompts name which context in which style, and how many of their images are kept. */
export function coverageOf(prompts: readonly CountedPrompt[], options: CoverageOptions = {}): Coverage {
  const { groupOf = new Map<string, string>(), mostColumns = Infinity } = options;
  const contexts = linesOf(
    [...prompts.map(({ context }) => context), ...(options.contexts ?? [])],
    'no context',
    (name) => name,
    Infinity,
  );
  const styles = linesOf(
    [...prompts.map(({ style }) => style), ...(options.styles ?? [])],
    'no style',
    (name) => groupOf.get(name) ?? 'other styles',
    mostColumns,
  );
  const rowOf = placesOf(contexts);
  const columnOf = placesOf(styles);
  const members = contexts.map(() => styles.map((): CountedPrompt[] => []));
  for (const prompt of prompts) {
    members[rowOf.get(prompt.context) ?? -1]?.[columnOf.get(prompt.style) ?? -1]?.push(prompt);
  }
  const cells = members.map((row) => row.map(cellOf));
  return { contexts, styles, cells, largest: Math.max(0, ...cells.flat().map((cell) => cell.prompts)) };
}

function cellOf(prompts: readonly CountedPrompt[]): CoverageCell {
  if (prompts.length === 0) return emptyCell;
  const sum = { images: 0, keep: 0, reject: 0 };
  for (const { images } of prompts) {
    sum.images += images.total;
    sum.keep += images.keep;
    sum.reject += images.reject;
  }
  return { prompts: prompts.length, classes: new Set(prompts.map(({ classId }) => classId)).size, ...sum };
}

/** Kept share of the images that have a verdict; null where none has. */
export const keptShare = ({ keep, reject }: Pick<CoverageCell, 'keep' | 'reject'>): number | null =>
  keep + reject === 0 ? null : keep / (keep + reject);

function linesOf(
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

const placesOf = (lines: readonly CoverageLine[]): ReadonlyMap<string | null, number> =>
  new Map(lines.flatMap(({ names }, place) => names.map((name) => [name, place] as const)));
