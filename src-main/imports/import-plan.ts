import type { PlannedItem } from '../jobs/handler.ts';
import type { ImportItem, ImportSettings } from './import-settings.ts';
import { type Layout, readLayout } from './layout.ts';
import { scanFolder } from './scan.ts';
import { assignSplits } from './splits.ts';

/** One item a file, in a stable order, with class and split decided. Only real sets have splits. */
export async function planImport(
  settings: ImportSettings,
  signal?: AbortSignal,
): Promise<PlannedItem<ImportItem>[]> {
  const layout = readLayout(await scanFolder(settings.root, signal));
  const files = mappedFiles(layout, settings);
  const splits =
    settings.role === 'real'
      ? assignSplits(
          files.map(({ file, className }) => ({ path: file.path, className, split: file.split })),
          settings.splits,
        )
      : null;
  return files.map(({ file, classId }, i) => ({
    label: file.path,
    units: 1,
    payload: { path: file.path, classId, split: splits?.[i] ?? null },
  }));
}

function mappedFiles(layout: Layout, settings: ImportSettings) {
  const byFolder = new Map(settings.classes.map((entry) => [entry.folder, entry]));
  return layout.files.flatMap((file) => {
    const target = byFolder.get(file.folder);
    return target ? [{ file, classId: target.classId, className: target.className }] : [];
  });
}
