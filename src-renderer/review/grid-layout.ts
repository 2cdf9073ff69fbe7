import { type RefObject, useLayoutEffect, useState } from 'react';

const GAP = 6;
const EDGE = 8;

/** Tiles of at least `wanted` pixels that fill a width: how many fit, and how large they become. */
export function gridLayout(width: number, wanted: number) {
  const room = Math.max(0, width - 2 * EDGE);
  const perRow = Math.max(1, Math.floor((room + GAP) / (wanted + GAP)));
  const size = Math.max(1, Math.floor((room - GAP * (perRow - 1)) / perRow));
  return { perRow, size, rowHeight: size + GAP };
}

/** The inner width of an element, followed as it changes. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const node = element.current;
    if (!node) return;
    const observer = new ResizeObserver(() => setWidth(node.clientWidth));
    observer.observe(node);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
