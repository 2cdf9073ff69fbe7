const reservedOnWindows = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const maxSegmentBytes = 240;
const maxSegments = 32;

/**
 * Makes the path of a dropped file safe to create below a folder, keeping as much of it as the system allows: nothing that leads
 * out of the folder, no characters or device names that the system refuses. Null when nothing is left.
 */
export function safeRelativePath(path: string, platform: NodeJS.Platform = process.platform): string | null {
  const windows = platform === 'win32';
  const segments = path
    .split(windows ? /[/\\]/ : '/')
    .map((segment) => safeSegment(segment, windows))
    .filter((segment) => segment !== '');
  return segments.length === 0 || segments.length > maxSegments ? null : segments.join('/');
}

function safeSegment(segment: string, windows: boolean): string {
  if (segment === '.' || segment === '..') return '';
  const printable = segment.replaceAll(/\p{Cc}/gu, '_');
  return shorten(windows ? safeOnWindows(printable) : printable);
}

function safeOnWindows(segment: string): string {
  const allowed = segment.replaceAll(/[<>:"|?*]/g, '_').replace(/[. ]+$/, '');
  return reservedOnWindows.test(allowed) ? `_${allowed}` : allowed;
}

/** Cuts the middle, so that the extension stays. */
function shorten(segment: string): string {
  const bytes = Buffer.from(segment);
  if (bytes.length <= maxSegmentBytes) return segment;
  const end = bytes.subarray(-16).toString('utf8').replaceAll('\uFFFD', '');
  const start = bytes
    .subarray(0, maxSegmentBytes - 20)
    .toString('utf8')
    .replaceAll('\uFFFD', '');
  return `${start}…${end}`;
}
