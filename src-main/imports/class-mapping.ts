import type { ImportPreview } from '../../src-shared/api/services.ts';
import { classNameSchema } from '../../src-shared/domain/image-class.ts';
import type { Split } from '../../src-shared/domain/image-set.ts';
import type { Layout } from './layout.ts';

export interface KnownClass {
  id: number;
  name: string;
}

/** Two names are the same class to a person: case, accents' encoding, and _ or - for a space do not count. */
export const classKey = (name: string): string =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ')
    .trim();

/** What the folders of a source would become: an existing class where the names agree, else a readable form of the folder's name. */
export function proposeMapping(
  layout: Layout,
  known: readonly KnownClass[],
): Pick<ImportPreview, 'folders' | 'warnings'> {
  const byKey = new Map(known.map((imageClass) => [classKey(imageClass.name), imageClass]));
  const warnings: string[] = [];
  const folders = [...Map.groupBy(layout.files, (file) => file.folder)].map(([folder, files]) => {
    const match = byKey.get(classKey(folder));
    const proposal = classNameSchema.safeParse(folder.replaceAll('_', ' '));
    if (folder === '')
      warnings.push(
        `${files.length} pictures lie in no class folder: choose their class, or leave them out.`,
      );
    else if (!match && !proposal.success)
      warnings.push(`"${folder}" cannot be a class name: give it another.`);
    return {
      folder,
      proposedClass: match?.name ?? (proposal.success ? proposal.data : ''),
      matchesClassId: match?.id ?? null,
      images: files.length,
      splits: countSplits(files.map((file) => file.split)),
    };
  });
  for (const folder of layout.emptyFolders) warnings.push(`"${folder}" holds no pictures.`);
  if (folders.length === 1 && layout.kind !== 'flat') {
    warnings.push('There is one class only. A classifier needs at least two.');
  }
  return {
    folders: folders.sort((a, b) => a.folder.localeCompare(b.folder, 'en', { numeric: true })),
    warnings,
  };
}

function countSplits(splits: readonly (Split | null)[]): Partial<Record<Split, number>> {
  const counts: Partial<Record<Split, number>> = {};
  for (const split of splits) if (split) counts[split] = (counts[split] ?? 0) + 1;
  return counts;
}
