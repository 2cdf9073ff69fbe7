/** Keeps the last `limit` characters of what was written, and gives each complete line to `onLine`. */
export function createOutputTail(onLine: (line: string) => void, limit = 4_096) {
  let kept = '';
  let unfinished = '';
  return {
    add(text: string): void {
      kept = (kept + text).slice(-limit);
      const lines = (unfinished + text).split('\n');
      unfinished = lines.pop() ?? '';
      for (const line of lines) if (line.trim()) onLine(line.trimEnd());
    },
    text: () => kept,
  };
}
