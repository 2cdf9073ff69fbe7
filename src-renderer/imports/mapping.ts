import type { ImportPreview } from '../../src-shared/api/services.ts';
import type { StartImport } from '../../src-shared/api/inputs.ts';
import { classNameSchema, type ImageClass } from '../../src-shared/domain/image-class.ts';

/** One folder of the source and the class it is to become. */
export interface MappingRow {
  folder: string;
  images: number;
  splits: ImportPreview['folders'][number]['splits'];
  className: string;
  included: boolean;
}

export const rowsOf = (preview: ImportPreview): MappingRow[] =>
  preview.folders.map(({ folder, images, splits, proposedClass }) => ({
    folder,
    images,
    splits,
    className: proposedClass,
    included: images > 0,
  }));

/** What a person changed of the proposed rows, by folder. */
export type MappingChanges = ReadonlyMap<string, Pick<MappingRow, 'className' | 'included'>>;

export const noChanges: MappingChanges = new Map();

export const withChanges = (rows: readonly MappingRow[], changes: MappingChanges): MappingRow[] =>
  rows.map((row) => ({ ...row, ...changes.get(row.folder) }));

/** The changes that make `rows` of what was proposed, folder by folder in the same order. */
export function changesOf(rows: readonly MappingRow[], proposed: readonly MappingRow[]): MappingChanges {
  const changed = rows.filter(
    ({ className, included }, at) =>
      className !== proposed[at]?.className || included !== proposed[at].included,
  );
  return new Map(changed.map(({ folder, className, included }) => [folder, { className, included }]));
}

export type RowState =
  | { kind: 'out' }
  | { kind: 'invalid'; reason: string }
  | { kind: 'existing' }
  | { kind: 'new' }
  /** Other folders become the same class. */
  | { kind: 'merged'; folders: number };

/** What would become of each row, in order. */
export function stateOfRows(
  rows: readonly MappingRow[],
  classes: readonly Pick<ImageClass, 'name'>[],
): RowState[] {
  const known = new Set(classes.map(({ name }) => name));
  const names = rows.map(cleanName);
  const uses = Map.groupBy(
    names.filter((name) => name !== null),
    (name) => name,
  );
  return rows.map((row, at) => {
    if (!row.included) return { kind: 'out' };
    const parsed = classNameSchema.safeParse(row.className);
    if (!parsed.success)
      return { kind: 'invalid', reason: parsed.error.issues[0]?.message ?? 'Not a class name.' };
    const folders = uses.get(names[at] ?? '')?.length ?? 1;
    if (folders > 1) return { kind: 'merged', folders };
    return { kind: known.has(parsed.data) ? 'existing' : 'new' };
  });
}

function cleanName(row: MappingRow): string | null {
  if (!row.included) return null;
  const parsed = classNameSchema.safeParse(row.className);
  return parsed.success ? parsed.data : null;
}

export interface MappingSum {
  images: number;
  classes: number;
  newClasses: number;
  invalid: number;
}

export function sumOfRows(
  rows: readonly MappingRow[],
  classes: readonly Pick<ImageClass, 'name'>[],
): MappingSum {
  const states = stateOfRows(rows, classes);
  const known = new Set(classes.map(({ name }) => name));
  const names = new Set(rows.map(cleanName).filter((name) => name !== null));
  return {
    images: rows.reduce((sum, { included, images }) => sum + (included ? images : 0), 0),
    classes: names.size,
    newClasses: [...names].filter((name) => !known.has(name)).length,
    invalid: states.filter(({ kind }) => kind === 'invalid').length,
  };
}

export const mappingOf = (rows: readonly MappingRow[]): StartImport['mapping'] =>
  rows.map(({ folder, className, included }) => ({ folder, className: included ? className : null }));
