import { useEffect } from "react";
import { station } from "../call.ts";
import { useKeys } from "../parts/keyboard.ts";

const signs = ["pointerdown", "pointermove", "keydown", "wheel"] as const;
/** How often the station hears at most that somebody is here. */
const tellEveryMs = 15_000;

/** Locks the desk when nobody touched it for so long, or at once by Ctrl L. */
export function IdleWatch({ lockAfterMs }: { readonly lockAfterMs: number }) {
  useKeys((event) => {
    if (!event.ctrlKey || event.key.toLowerCase() !== "l") return;
    event.preventDefault();
    lock();
  });
  useEffect(() => {
    let touchedAt = Date.now();
    let toldAt = touchedAt;
    let timer: ReturnType<typeof setTimeout>;
    const look = () => {
      const left = touchedAt + lockAfterMs - Date.now();
      if (left <= 0) lock();
      timer = setTimeout(look, Math.max(left, 1000));
    };
    const touched = () => {
      touchedAt = Date.now();
      if (touchedAt - toldAt < tellEveryMs) return;
      toldAt = touchedAt;
      station.operators.here().catch(notHeard);
    };
    for (const sign of signs) window.addEventListener(sign, touched, { passive: true, capture: true });
    timer = setTimeout(look, lockAfterMs);
    return () => {
      for (const sign of signs) window.removeEventListener(sign, touched, { capture: true });
      clearTimeout(timer);
    };
  }, [lockAfterMs]);
  return null;
}

/** Locks this window. */
export function lock(): void {
  station.operators.lock().catch(notHeard);
}

function notHeard(): void {
  // The station locks by itself what it hears nothing of.
}
