import { useEffect, useRef, useState } from "react";
import type { PhotoFinding, PhotoVerdict } from "../../../main/core/photo/judging.ts";
import type { LiveChecks } from "./use-live-checks.ts";

/** A hint that changes faster than this can not be read. */
const steadyMs = 450;

/** The one thing to say now: the first check that is not good, "ready" when all are, null while nothing was seen. */
export function hintOf({ judgement }: LiveChecks): PhotoVerdict | "ready" | null {
  if (judgement === null) return null;
  return judgement.verdicts.find((verdict) => verdict.state !== "good") ?? "ready";
}

/** What is said in other words while filming: the picture is mirrored, so a side in it is nobody's side. */
const saidLive = [
  "off-left",
  "off-right",
  "tilted-left",
  "tilted-right",
  "turned-left",
  "turned-right",
  "eyes-closed",
  "blurred",
  "shadow-left",
  "shadow-right",
] as const satisfies readonly PhotoFinding[];

/** Whether a finding has words of its own while filming. */
export function isSaidLive(finding: PhotoFinding): finding is (typeof saidLive)[number] {
  return saidLive.some((one) => one === finding);
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
