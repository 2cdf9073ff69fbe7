const reservedNames = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const MAX_BYTES = 80;

/**
 * Folder or file names for labels that people typed: portable to Linux, macOS and Windows, never a path, and different from each other even where
 * the file system ignores case. The same labels always give the same names.
 */
export function safeNames(labels: readonly string[]): string[] {
  const taken = new Set<string>();
  return labels.map((label) => {
    const base = safeName(label);
    let name = base;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${base} (${n})`;
    taken.add(name.toLowerCase());
    return name;
  });
}

function safeName(label: string): string {
  const cleaned = truncate(
    label
      .normalize('NFC')
      .replaceAll(/[<>:"/\\|?*\p{Cc}]/gu, '_')
      .replace(/^[. ]+/, '_'),
  ).replace(/[. ]+$/, '');
  if (cleaned === '') return '_';
  return reservedNames.test(cleaned) ? `_${cleaned}` : cleaned;
}

/** File systems count bytes: cut between characters, not within one. */
function truncate(name: string): string {
  const encoder = new TextEncoder();
  let result = '';
  let bytes = 0;
  for (const { segment } of new Intl.Segmenter().segment(name)) {
    bytes += encoder.encode(segment).length;
    if (bytes > MAX_BYTES) break;
    result += segment;
  }
  return result;
}
