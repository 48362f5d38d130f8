import { useEffect, useRef, useState } from "react";
import type { PhotoVerdict } from "../../../main/core/photo/judging.ts";
import type { LiveChecks } from "./use-live-checks.ts";

/** A hint that changes faster than this can not be read. */
const steadyMs = 450;

/** The one thing to say now: the first check that is not good, "ready" when all are, null while nothing was seen. */
export function hintOf({ state, verdicts }: LiveChecks): PhotoVerdict | "ready" | null {
  if (state !== "seen") return null;
  return verdicts.find((verdict) => verdict.state !== "good") ?? "ready";
}

/** The hint, once it has stood for a moment: a blink or a trembling measure changes nothing on the screen. */
export function useSteadyHint(checks: LiveChecks): PhotoVerdict | "ready" | null {
  const now = hintOf(checks);
  const name = nameOf(now);
  const latest = useRef(now);
  const [steady, setSteady] = useState({ name, hint: now });
  useEffect(() => {
    latest.current = now;
  });
  // Only another name is another hint: its figures change with every frame.
  useEffect(() => {
    const timer = setTimeout(() => setSteady({ name, hint: latest.current }), steadyMs);
    return () => clearTimeout(timer);
  }, [name]);
  return steady.hint;
}

function nameOf(hint: PhotoVerdict | "ready" | null): string {
  return hint === null || hint === "ready" ? String(hint) : hint.finding;
}
