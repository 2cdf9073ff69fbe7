import type { ImageDetail, ImageFilter } from '../../src-shared/domain/image-set.ts';
import type { PlannedItem } from '../jobs/handler.ts';
import type { Database } from '../project/database.ts';
import type { ExportItem } from './export-settings.ts';
import { safeNames } from './safe-names.ts';

const DETAILS_AT_ONCE = 2000;

/**
 * The files of an ImageFolder export: `<split or set>/<class>/<id>.<extension>` for one set, `<set>/<split>/<class>/...` for several, as torchvision and Hugging Face datasets read it, with one line of
 * `metadata.jsonl` a picture (the column must be called `file_name`).
 */
export async function planImageFolder(
  database: Database,
  filter: ImageFilter,
): Promise<PlannedItem<ExportItem>[]> {
  const { ids } = await database.call('images.index', filter);
  const details: ImageDetail[] = [];
  for (let start = 0; start < ids.length; start += DETAILS_AT_ONCE) {
    details.push(...(await database.call('images.details', ids.slice(start, start + DETAILS_AT_ONCE))));
  }
  const folderOfClass = folderNames(details.map((detail) => detail.className));
  const folderOf = groupFolders(details);
  return details.map((detail) => {
    const fileName = `${folderOf(detail)}/${folderOfClass.get(detail.className)!}/${detail.id}.${detail.format}`;
    return {
      label: detail.sourceName,
      units: 1,
      payload: { kind: 'image', imageId: detail.id, fileName, metadata: metadataOf(detail, fileName) },
    };
  });
}

/** Splits of a set are folders of their own. Those of several sets lie in a folder for each set, so that they are not mixed. */
function groupFolders(details: readonly ImageDetail[]): (detail: ImageDetail) => string {
  // Sets of different roles may share their name.
  const sets = [...new Map(details.map(({ setId, setName }) => [setId, setName]))];
  const setFolders = safeNames(sets.map(([, name]) => name));
  const folderOfSet = new Map(sets.map(([id], i) => [id, setFolders[i]!]));
  const folderOfSplit = folderNames(details.map(({ split }) => split ?? ''));
  return (detail) => {
    const set = folderOfSet.get(detail.setId)!;
    if (detail.split === null) return set;
    const split = folderOfSplit.get(detail.split)!;
    return folderOfSet.size === 1 ? split : `${set}/${split}`;
  };
}

function folderNames(labels: readonly string[]): Map<string, string> {
  const unique = [...new Set(labels)];
  const names = safeNames(unique);
  return new Map(unique.map((label, i) => [label, names[i]!]));
}

const metadataOf = (detail: ImageDetail, fileName: string): Record<string, string | number | null> => ({
  file_name: fileName,
  label: detail.className,
  set: detail.setName,
  role: detail.role,
  split: detail.split,
  verdict: detail.verdict,
  source_name: detail.sourceName,
  caption: detail.caption,
  sha256: detail.sha256,
});
