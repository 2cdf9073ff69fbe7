import type { Split } from '../../src-shared/domain/image-set.ts';
import type { FoundFile, Scan } from './scan.ts';

/** A file with the class folder and the split that its place in the tree says. */
export interface PlacedFile {
  path: string;
  name: string;
  /** Name of the class folder; '' when the picture lies in none. */
  folder: string;
  split: Split | null;
}

export interface Layout {
  kind: 'class-folders' | 'split-folders' | 'flat' | 'empty';
  files: PlacedFile[];
  /** Class folders in which there is no picture. */
  emptyFolders: string[];
}

const splitNames: Record<string, Split> = {
  train: 'train',
  training: 'train',
  val: 'val',
  valid: 'val',
  validation: 'val',
  dev: 'val',
  test: 'test',
  testing: 'test',
};

export const splitOfFolder = (name: string): Split | null => splitNames[name.toLowerCase()] ?? null;

/**
 * Reads an ImageFolder tree: `<class>/<picture>`, `<split>/<class>/<picture>` or loose pictures. Folders that only wrap the real
 * tree (an unpacked archive, say) are looked through; folders below a class folder belong to that class.
 */
export function readLayout(scan: Scan): Layout {
  const depth = wrapperDepth(scan.files);
  const tops = new Set(scan.files.map((file) => file.parts[depth] ?? ''));
  if (scan.files.length === 0) return { kind: 'empty', files: [], emptyFolders: scan.emptyFolders };
  if (tops.size === 1 && tops.has(''))
    return { kind: 'flat', files: place(scan.files, () => ['', null]), emptyFolders: [] };

  const isSplit = isSplitTree(scan.files, depth);
  const classDepth = isSplit ? depth + 1 : depth;
  return {
    kind: isSplit ? 'split-folders' : 'class-folders',
    files: place(scan.files, (file) => [
      file.parts[classDepth] ?? '',
      isSplit ? splitOfFolder(file.parts[depth] ?? '') : null,
    ]),
    emptyFolders: emptyClasses(scan, classDepth),
  };
}

function place(
  files: readonly FoundFile[],
  where: (file: FoundFile) => [string, Split | null],
): PlacedFile[] {
  return files.map((file) => {
    const [folder, split] = where(file);
    return { path: file.path, name: file.name, folder, split };
  });
}

/** How many leading folders all pictures share, without counting the one that holds the pictures of a single class. */
function wrapperDepth(files: readonly FoundFile[]): number {
  const shortest = Math.min(...files.map((file) => file.parts.length));
  let depth = 0;
  while (depth < shortest && new Set(files.map((file) => file.parts[depth])).size === 1) {
    const isOnlyClass = files.every((file) => file.parts.length === depth + 1);
    if (isOnlyClass || splitOfFolder(files[0]?.parts[depth] ?? '') !== null) break;
    depth += 1;
  }
  return Number.isFinite(depth) ? depth : 0;
}

/** Every top folder is named like a split, and at least one has class folders of its own. */
function isSplitTree(files: readonly FoundFile[], depth: number): boolean {
  return (
    files.every((file) => splitOfFolder(file.parts[depth] ?? '') !== null) &&
    files.some((file) => file.parts.length > depth + 1)
  );
}

function emptyClasses(scan: Scan, classDepth: number): string[] {
  const filled = new Set(scan.files.map((file) => file.parts[classDepth]));
  const names = scan.emptyFolders
    .map((path) => path.split('/'))
    .filter((parts) => parts.length === classDepth + 1)
    .map((parts) => parts[classDepth] ?? '');
  return [...new Set(names)].filter((name) => !filled.has(name));
}
