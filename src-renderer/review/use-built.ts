import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** As much of a frame as building may take, in milliseconds. */
const BUDGET_MS = 6;

const waiting = new Set<() => void>();
let scheduled = 0;

/** Builds what waits, from frame to frame, as much in each as there is time for. */
function buildSome(): void {
  const end = performance.now() + BUDGET_MS;
  for (const build of waiting) {
    waiting.delete(build);
    flushSync(build);
    if (performance.now() > end) break;
  }
  scheduled = waiting.size > 0 ? requestAnimationFrame(buildSome) : 0;
}

/**
 * Whether a row that appeared is to be built by now: at once where one scrolls calmly; else once the scrolling is calm again, row by
 * row, so that a whole screen of small tiles never costs a single long frame.
 */
export function useBuilt(calm: boolean): boolean {
  const [built, setBuilt] = useState(calm);
  useEffect(() => {
    if (built || !calm) return;
    const build = () => setBuilt(true);
    waiting.add(build);
    if (scheduled === 0) scheduled = requestAnimationFrame(buildSome);
    return () => {
      waiting.delete(build);
    };
  }, [built, calm]);
  return built;
}
