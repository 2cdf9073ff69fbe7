import { folderStamp } from '../../model-library/folder-stamp.ts';
import { hashFiles } from '../../model-library/hash-files.ts';
import { modelFiles } from './component-files.ts';

interface HashedModel {
  /** SHA-256 over names and contents of the model's files, hex. */
  readonly hash: string;
  readonly bytes: number;
}

/** Hashing gigabytes takes seconds: once is enough as long as names, sizes and times of the files stay. */
const known = new Map<string, { readonly stamp: string | null; readonly hashed: Promise<HashedModel> }>();

export async function hashModel(folder: string): Promise<HashedModel> {
  const stamp = await folderStamp(folder);
  const earlier = known.get(folder);
  if (earlier && stamp !== null && earlier.stamp === stamp) return earlier.hashed;
  const hashed = modelFiles(folder).then((names) => hashFiles(folder, names));
  known.set(folder, { stamp, hashed });
  hashed.catch(() => known.delete(folder));
  return hashed;
}
