import { useEffect, useState } from "react";
import type { ArtworkInspection } from "../../../main/contract/artwork.ts";
import { station } from "../../call.ts";

/** What is tried. `turn` changes when the files are to be read again. */
export interface Trial {
  readonly template: string;
  readonly sample: string;
  /** Another name than the desk's own. */
  readonly university?: string;
  readonly accent: string;
  readonly returnTo: string;
  readonly turn: number;
}

/** A colour being slid through is not drawn at each step. */
const settleMs = 120;

/** The inspection of what is tried; the one before stays while the next is drawn. Null until the first. */
export function useInspection(trial: Trial | null): {
  readonly inspection: ArtworkInspection | null;
  readonly drawing: boolean;
} {
  const [done, setDone] = useState<{ readonly of: Trial; readonly inspection: ArtworkInspection } | null>(
    null,
  );
  useEffect(() => {
    if (trial === null) return;
    const stop = new AbortController();
    const { turn: _turn, ...asked } = trial;
    const draw = async () => {
      try {
        const answer = await station.artwork.inspect(asked, { signal: stop.signal });
        if (answer.ok) setDone({ of: trial, inspection: answer.value });
      } catch {
        // Broken off: asked again with the next change, or when the files are read again.
      }
    };
    const timer = setTimeout(() => void draw(), settleMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [trial]);
  return { inspection: done?.inspection ?? null, drawing: trial !== null && done?.of !== trial };
}
