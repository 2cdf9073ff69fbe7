import type { Database } from 'better-sqlite3';
import type { ImageSet, Origin, StyleCoverage } from '../../../src-shared/domain/image-set.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { nameKey } from './name-key.ts';
import { prepared } from './statement.ts';

/** Styles, by key, that something to train on has: prompts, images made from prompts that may be archived by now, drawn controls. */
export function stylesTrainedOn(db: Database): ReadonlyMap<string, string> {
  const rows = prepared<[], { style: string }>(
    db,
    `SELECT DISTINCT style FROM prompt WHERE archived = 0 AND style IS NOT NULL
     UNION SELECT DISTINCT style FROM generated_image WHERE style IS NOT NULL
     UNION SELECT DISTINCT value FROM image_set, json_each(origin, '$.styles')
           WHERE role = 'synthetic' AND json_type(origin, '$.styles') = 'array'`,
  ).all();
  return new Map(rows.map(({ style }) => [nameKey(style), style]));
}

/** How a set stands towards those styles; what is stored where its own are not known. */
export function styleCoverageOf(
  set: { role: ImageSet['role']; origin: Origin; stored: StyleCoverage },
  trainedOn: ReadonlyMap<string, string>,
): StyleCoverage {
  const { role, origin, stored } = set;
  if (role !== 'ood' || origin.kind !== 'drawn' || !origin.styles) return stored;
  return origin.styles.some((style) => trainedOn.has(nameKey(style))) ? 'covered' : 'held-out';
}

/** A style that the name of an imported OOD set holds as whole words; the longest of them. */
export function namedStyleOf(
  set: Pick<ImageSet, 'role' | 'origin' | 'name'>,
  trainedOn: ReadonlyMap<string, string>,
): string | null {
  if (set.role !== 'ood' || set.origin.kind !== 'imported') return null;
  const words = (text: string): string =>
    ` ${nameKey(text)
      .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()} `;
  const name = words(set.name);
  const found = [...trainedOn.values()].filter((style) => name.includes(words(style)));
  return found.toSorted((a, b) => b.length - a.length)[0] ?? null;
}

export const styleCoverageQueries = {
  /** Of an imported OOD set. 'bad-input' for others: theirs follows from what the project has, or does not matter. */
  'sets.setStyleCoverage': (db: Database, input: { setId: number; styleCoverage: StyleCoverage }): void => {
    const row = prepared<[number], { role: string; kind: string }>(
      db,
      `SELECT role, json_extract(origin, '$.kind') AS kind FROM image_set WHERE id = ?`,
    ).get(input.setId);
    if (!row) throw new UserError('not-found', 'That image set is no longer in the project.');
    if (row.role !== 'ood' || row.kind === 'drawn') {
      throw new UserError(
        'bad-input',
        row.role === 'ood'
          ? 'The style of a drawn set is known: whether it is covered follows from the prompts.'
          : 'Only out-of-distribution sets have a covered or held-out style.',
      );
    }
    prepared<[StyleCoverage, number]>(db, 'UPDATE image_set SET style_coverage = ? WHERE id = ?').run(
      input.styleCoverage,
      input.setId,
    );
  },
};
