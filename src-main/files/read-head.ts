import { open } from 'node:fs/promises';

/** The first `count` bytes of a file, or all if it has fewer. Rejects with the system's error. */
export async function readHead(path: string, count: number): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const head = new Uint8Array(count);
    const { bytesRead } = await file.read(head, 0, count, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
