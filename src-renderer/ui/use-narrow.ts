import { useCallback, useSyncExternalStore } from 'react';

/** Whether the window is at most so many pixels wide; without a number, too narrow for panels beside the content. */
export function useNarrow(width = 900): boolean {
  const query = `(max-width: ${width}px)`;
  const subscribe = useCallback(
    (onChange: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', onChange);
      return () => list.removeEventListener('change', onChange);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}
