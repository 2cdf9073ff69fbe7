/** What stands in a checked-out file whose content Git LFS did not fetch (git-lfs specification, "The Pointer"). */
const beginning = 'version https://git-lfs.github.com/spec/';

/** `head`: the first bytes of a file, at least 64 of them where it has as many. */
export function isLfsPointer(head: Uint8Array): boolean {
  return Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, beginning.length))
    .toString('latin1')
    .startsWith(beginning);
}

export const lfsAdvice = 'Run "git lfs pull" in the folder that it came from, or download the file itself.';
