import { useCallback, useRef, useState } from "react";
import { isRefused } from "../call.ts";

/** Something asked of the station from a button: whether it is under way, and whether the connection broke it off. */
export interface Asking {
  readonly busy: boolean;
  readonly brokenOff: boolean;
  /** Runs `work` unless some is under way already. Gives nothing back when it was broken off. */
  readonly run: <T>(work: () => Promise<T>) => Promise<T | undefined>;
}

/** One thing asked at a time. */
export function useAsking(): Asking {
  const [busy, setBusy] = useState(false);
  const [brokenOff, setBrokenOff] = useState(false);
  const running = useRef(false);
  const run = useCallback(async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    if (running.current) return undefined;
    running.current = true;
    setBusy(true);
    setBrokenOff(false);
    try {
      return await work();
    } catch (cause) {
      // What the role does not allow is said once for the whole desk.
      setBrokenOff(!isRefused(cause));
      return undefined;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);
  return { busy, brokenOff, run };
}
