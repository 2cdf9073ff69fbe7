import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';

/** SHA-256 (hex) over names, sizes and contents of files of a folder, in the order given, and their bytes together. */
export async function hashFiles(
  folder: string,
  names: readonly string[],
): Promise<{ hash: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for (const name of names) {
    const { size } = await stat(join(folder, name));
    hash.update(`${name}\n${size}\n`);
    for await (const chunk of createReadStream(join(folder, name), { highWaterMark: 2 ** 20 })) {
      hash.update(chunk as Buffer);
    }
    bytes += size;
  }
  return { hash: hash.digest('hex'), bytes };
}
