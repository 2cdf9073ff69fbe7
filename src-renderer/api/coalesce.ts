/**
 * Calls `run` once for each key asked for within a pause from the first request: bursts of events cost one reading. `pause` is asked
 * each time, in milliseconds.
 */
export function coalesce(pause: () => number, run: (key: string) => void): (key: string) => void {
  const waiting = new Set<string>();
  return (key) => {
    if (waiting.size === 0) {
      setTimeout(() => {
        const keys = [...waiting];
        waiting.clear();
        for (const each of keys) run(each);
      }, pause());
    }
    waiting.add(key);
  };
}
