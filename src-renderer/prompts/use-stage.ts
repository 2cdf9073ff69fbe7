import { useEffect, useState } from 'react';
import { afterNextFrame } from './frames.ts';

/** Counts from 0 up to `last`, a frame each, from when `begins` holds: parts of a large screen come one after the other. */
export function useStage(begins: boolean, last: number): number {
  const [stage, setStage] = useState(0);
  useEffect(() => {
    if (!begins || stage >= last) return;
    let gone = false;
    void afterNextFrame().then(() => !gone && setStage(stage + 1));
    return () => {
      gone = true;
    };
  }, [begins, stage, last]);
  return stage;
}
