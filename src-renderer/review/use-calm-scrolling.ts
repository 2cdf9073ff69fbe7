import { type RefObject, useEffect, useState } from 'react';

const SETTLED_MS = 90;
/** More rows than this between two frames, and nobody can see what flies by. */
const FAST_ROWS = 3;

/** False while the element is scrolled so fast that thumbnails are not worth fetching. */
export function useCalmScrolling(element: RefObject<HTMLElement | null>, rowHeight: number): boolean {
  const [calm, setCalm] = useState(true);
  useEffect(() => {
    const node = element.current;
    if (!node) return;
    let last = node.scrollTop;
    let timer = 0;
    const onScroll = () => {
      const distance = Math.abs(node.scrollTop - last);
      last = node.scrollTop;
      if (distance > FAST_ROWS * rowHeight) setCalm(false);
      clearTimeout(timer);
      timer = window.setTimeout(() => setCalm(true), SETTLED_MS);
    };
    node.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      node.removeEventListener('scroll', onScroll);
      clearTimeout(timer);
    };
  }, [element, rowHeight]);
  return calm;
}
