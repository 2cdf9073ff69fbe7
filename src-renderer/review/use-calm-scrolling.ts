import { type RefObject, useEffect, useState } from 'react';

const SETTLED_MS = 90;
/** More new tiles a millisecond than this fly by unseen, and cost frames. */
const FAST = 0.7;

/** False while the element is scrolled so fast that tiles are not worth building, and until the first frame stands. */
export function useCalmScrolling(
  element: RefObject<HTMLElement | null>,
  { perRow, rowHeight }: { perRow: number; rowHeight: number },
): boolean {
  const [calm, setCalm] = useState(false);
  useEffect(() => {
    const node = element.current;
    if (!node) return;
    let last = { top: node.scrollTop, at: performance.now() };
    let timer = 0;
    const first = requestAnimationFrame(() => setCalm(true));
    const onScroll = () => {
      const now = { top: node.scrollTop, at: performance.now() };
      const tiles = (Math.abs(now.top - last.top) / rowHeight) * perRow;
      const speed = tiles / Math.max(8, now.at - last.at);
      last = now;
      if (speed > FAST) setCalm(false);
      clearTimeout(timer);
      timer = window.setTimeout(() => setCalm(true), SETTLED_MS);
    };
    // Before the rows are rebuilt: reading the position afterwards would lay everything out once more.
    const options = { passive: true, capture: true };
    node.addEventListener('scroll', onScroll, options);
    return () => {
      node.removeEventListener('scroll', onScroll, options);
      cancelAnimationFrame(first);
      clearTimeout(timer);
    };
  }, [element, perRow, rowHeight]);
  return calm;
}
