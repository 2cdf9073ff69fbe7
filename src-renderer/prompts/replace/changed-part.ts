/** What two texts share at both ends, and what differs between; never cuts a character in two. */
export function changedPart(
  before: string,
  after: string,
): { head: string; removed: string; added: string; tail: string } {
  const old = Array.from(before);
  const now = Array.from(after);
  const shorter = Math.min(old.length, now.length);
  let start = 0;
  while (start < shorter && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < shorter - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const middle = (text: readonly string[]) => text.slice(start, text.length - end).join('');
  return {
    head: old.slice(0, start).join(''),
    removed: middle(old),
    added: middle(now),
    tail: old.slice(old.length - end).join(''),
  };
}
