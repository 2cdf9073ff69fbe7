import {
  type ImageIndex,
  type PreviousVerdict,
  type Verdict,
  VERSION_DIGITS,
} from '../../src-shared/domain/image-set.ts';

/** The images that the host returned, column by column in display order: row r is image `ids[r]`. */
export interface Columns {
  readonly ids: Int32Array;
  /** Changed in place by verdicts and class changes; the store's `revision` says when. */
  readonly classIds: Int32Array;
  /** Codes of `verdictCodes`. */
  readonly verdicts: Uint8Array;
  /** 1 where a threshold gave the verdict. */
  readonly byThreshold: Uint8Array;
  /** Own-class probability in percent, -1 without a score; null where nobody asked for it. */
  readonly percents: Int8Array | null;
  readonly rowOf: ReadonlyMap<number, number>;
  /** `VERSION_DIGITS` characters a row. */
  readonly versions: string;
}

/** What makes the address of a row's picture one that may be kept for good. */
export const versionAt = ({ versions }: Columns, row: number): string =>
  versions.slice(row * VERSION_DIGITS, (row + 1) * VERSION_DIGITS);

/** The same by id; undefined for an image that is not among the rows. */
export function versionOf(columns: Columns | null, imageId: number): string | undefined {
  const row = columns?.rowOf.get(imageId);
  return columns && row !== undefined ? versionAt(columns, row) : undefined;
}

export const verdictCodes = { undecided: 0, keep: 1, reject: 2 } as const satisfies Record<Verdict, number>;
const verdictNames = ['undecided', 'keep', 'reject'] as const satisfies readonly Verdict[];
const letterCodes: Readonly<Record<string, number>> = { u: 0, k: 1, r: 2, K: 1, R: 2 };

export const verdictOfCode = (code: number): Verdict => verdictNames[code] ?? 'undecided';

export function columnsOf(index: ImageIndex): Columns {
  return {
    ids: Int32Array.from(index.ids),
    classIds: Int32Array.from(index.classIds),
    verdicts: Uint8Array.from(index.verdicts, (letter) => letterCodes[letter] ?? 0),
    byThreshold: Uint8Array.from(index.verdicts, (letter) => (letter === 'K' || letter === 'R' ? 1 : 0)),
    percents: index.percents && Int8Array.from(index.percents),
    rowOf: new Map(index.ids.map((id, row) => [id, row])),
    versions: index.versions,
  };
}

/** The part of the filter that is applied here, so that changing it costs no question to the host; null does not restrict. */
export interface ViewFilter {
  classId: number | null;
  verdict: Verdict | null;
}

/** Rows that pass the filter, in display order. */
export function viewOf(columns: Columns, filter: ViewFilter): Int32Array {
  const { ids, classIds, verdicts } = columns;
  const wanted = filter.verdict === null ? -1 : verdictCodes[filter.verdict];
  const rows = new Int32Array(ids.length);
  let count = 0;
  for (let row = 0; row < ids.length; row++) {
    if (filter.classId !== null && classIds[row] !== filter.classId) continue;
    if (wanted >= 0 && verdicts[row] !== wanted) continue;
    rows[count++] = row;
  }
  return rows.subarray(0, count);
}

/** How many images of one class, or of all, have each verdict. */
export function countVerdicts(columns: Columns, classId: number | null): Record<Verdict, number> {
  const counts = [0, 0, 0];
  for (let row = 0; row < columns.ids.length; row++) {
    if (classId !== null && columns.classIds[row] !== classId) continue;
    const code = columns.verdicts[row]!;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return { undecided: counts[0] ?? 0, keep: counts[1] ?? 0, reject: counts[2] ?? 0 };
}

/** Sets a verdict by hand and returns what was there, for the undo; ids that are not among the rows are left out. */
export function applyVerdict(
  columns: Columns,
  imageIds: Iterable<number>,
  verdict: Verdict,
): PreviousVerdict[] {
  const previous: PreviousVerdict[] = [];
  for (const id of imageIds) {
    const row = columns.rowOf.get(id);
    if (row === undefined) continue;
    previous.push({
      id,
      verdict: verdictOfCode(columns.verdicts[row]!),
      verdictBy: columns.byThreshold[row] ? 'threshold' : 'person',
    });
    columns.verdicts[row] = verdictCodes[verdict];
    columns.byThreshold[row] = 0;
  }
  return previous;
}

export function restoreVerdicts(columns: Columns, previous: readonly PreviousVerdict[]): void {
  for (const { id, verdict, verdictBy } of previous) {
    const row = columns.rowOf.get(id);
    if (row === undefined) continue;
    columns.verdicts[row] = verdictCodes[verdict];
    columns.byThreshold[row] = verdictBy === 'threshold' ? 1 : 0;
  }
}

/** Sets a class and returns what was there. */
export function applyClass(
  columns: Columns,
  imageIds: Iterable<number>,
  classId: number,
): { id: number; classId: number }[] {
  const previous: { id: number; classId: number }[] = [];
  for (const id of imageIds) {
    const row = columns.rowOf.get(id);
    if (row === undefined) continue;
    previous.push({ id, classId: columns.classIds[row]! });
    columns.classIds[row] = classId;
  }
  return previous;
}

export function restoreClasses(columns: Columns, previous: readonly { id: number; classId: number }[]): void {
  for (const { id, classId } of previous) {
    const row = columns.rowOf.get(id);
    if (row !== undefined) columns.classIds[row] = classId;
  }
}
