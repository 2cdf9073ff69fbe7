/** Calls `run` once for each key asked for within `milliseconds` of the first request: bursts of events cost one reading. */
export function coalesce(milliseconds: number, run: (key: string) => void): (key: string) => void {
  const waiting = new Set<string>();
  return (key) => {
    if (waiting.size === 0) {
      setTimeout(() => {
        const keys = [...waiting];
        waiting.clear();
        for (const each of keys) run(each);
      }, milliseconds);
    }
    waiting.add(key);
  };
}
