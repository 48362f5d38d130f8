import { useEffect, useState } from "react";

const patienceMs = 2_000;

/**
 * A value the station holds, shown at once as the person set it. What the station then says wins;
 * when it says nothing, the old value comes back.
 */
export function useHopeful<T>(held: T): readonly [shown: T, hope: (value: T) => void] {
  const [hoped, setHoped] = useState<{ readonly value: T; readonly over: T } | null>(null);
  const standing = hoped !== null && Object.is(hoped.over, held);
  useEffect(() => {
    if (hoped === null) return;
    const timer = setTimeout(() => setHoped(null), patienceMs);
    return () => clearTimeout(timer);
  }, [hoped]);
  return [standing ? hoped.value : held, (value) => setHoped({ value, over: held })];
}
