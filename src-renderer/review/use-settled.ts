import { startTransition, useEffect, useState } from 'react';

const PAUSE_MS = 90;

/** A value once it has stood still for a moment: what is only passed by on the way is not asked for. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => startTransition(() => setSettled(value)), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
