import { useEffect, useRef, useState } from "react";

/** Seconds counted down before a photo, so that everybody can get ready. */
interface Countdown {
  /** Null while nothing is counted. */
  readonly left: number | null;
  start(seconds: number): void;
  stop(): void;
}

/** Counts down and then calls `over`; counts nothing while there is nothing to count for. */
export function useCountdown(goesOn: boolean, over: () => void): Countdown {
  const [left, setLeft] = useState<number | null>(null);
  const latest = useRef(over);
  useEffect(() => {
    latest.current = over;
  });
  if (left !== null && !goesOn) setLeft(null);
  useEffect(() => {
    if (left === null) return;
    const timer = setTimeout(() => {
      setLeft(left > 1 ? left - 1 : null);
      if (left === 1) latest.current();
    }, 1000);
    return () => clearTimeout(timer);
  }, [left]);
  return { left, start: setLeft, stop: () => setLeft(null) };
}
