import { useEffect, useRef, useState } from "react";

/** Seconds counted down before a photo, so that everybody can get ready. */
interface Countdown {
  /** Null while nothing is counted. */
  readonly left: number | null;
  start(seconds: number): void;
  stop(): void;
}

/** Counts down and then calls `over`. */
export function useCountdown(over: () => void): Countdown {
  const [left, setLeft] = useState<number | null>(null);
  const latest = useRef(over);
  useEffect(() => {
    latest.current = over;
  });
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
