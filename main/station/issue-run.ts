import { step } from "../core/flows/issue-card.ts";
import type { IssueState } from "../core/flows/issue-card-moves.ts";
import type { Act, Effect, IssueEvent, RecordEffect } from "../core/flows/issue-card-terms.ts";
import type { JobId } from "../core/ids.ts";
import type { ActEnd, StepCommit } from "../core/ports/record-store.ts";
import { faultIn, perform } from "./acts.ts";
import type { StationParts } from "./parts.ts";
import type { Pictures } from "./pictures.ts";
import type { Taps } from "./taps.ts";
import { now } from "./today.ts";

/** What one issue needs from the station around it. */
interface Surroundings {
  readonly parts: StationParts;
  readonly pictures: Pictures;
  readonly taps: Taps;
  readonly changed: () => void;
  /** Told of what each step kept, before the act it announces. */
  readonly kept: (before: IssueState, after: IssueState, records: readonly RecordEffect[]) => Promise<void>;
}

export type Stall = "disk-full" | "stopped";

/** One issue under way: takes events one at a time, commits each step before its act, and feeds the end of the act back. */
export interface IssueRun {
  readonly id: JobId;
  state(): IssueState;
  /** Why nothing further happens until somebody goes on: no room to keep the last step, or a defect in an act. */
  stalled(): Stall | null;
  /** Takes an event; resolves when it and all that waited before it are dealt with. */
  take(event: IssueEvent): Promise<void>;
}

/** Splits what a step asks for into what is committed with it and the act that comes after. */
export function divided(effects: readonly Effect[]): {
  readonly records: readonly RecordEffect[];
  readonly act: (Act & { readonly number: number }) | null;
} {
  const records: RecordEffect[] = [];
  let act: (Act & { readonly number: number }) | null = null;
  for (const effect of effects) {
    if ("number" in effect) act = effect;
    else records.push(effect);
  }
  return { records, act };
}

/** Whether an issue still has something to do. */
export function isOpen(state: IssueState): boolean {
  return state.phase.at !== "done" && state.phase.at !== "ended";
}

function waitsForTap({ phase }: IssueState): boolean {
  return phase.at === "verifying" || phase.at === "awaiting-blank" || phase.at === "awaiting-own-card";
}

/** Carries on an issue from a committed state. `pending` is the act already announced in the journal, if one is. */
export function runIssue(
  id: JobId,
  first: IssueState,
  pending: (Act & { readonly number: number }) | null,
  { parts, pictures, taps, changed, kept: tellKept }: Surroundings,
): IssueRun {
  let state = first;
  let stalled: Stall | null = null;
  let underWay: { readonly number: number; readonly since: number } | null = null;
  const queue: IssueEvent[] = [];
  let draining: Promise<void> | null = null;

  const begin = (act: Act & { readonly number: number }) => {
    underWay = { number: act.number, since: parts.clock.now() };
    if (act.do === "await-tap" || act.do === "await-blank" || act.do === "await-own-card") {
      taps.await({
        job: id,
        uid: state.uid,
        wantsBlank: act.do === "await-blank",
        wantsFresh: act.do === "await-tap" && state.way === "two-steps",
        tapped: (seen) => void run.take({ kind: "tapped", answers: act.number, seen }),
      });
      return;
    }
    perform(act, act.number, state, parts, pictures).then(
      (event) => run.take(event),
      (cause: unknown) => stop(cause),
    );
  };
  /** A defect stops this issue and no other; what was last kept is still so. */
  const stop = (cause: unknown) => {
    parts.log({ what: "issue-stopped", job: id, phase: state.phase.at, cause: String(cause) });
    queue.length = 0;
    underWay = null;
    taps.callOff(id);
    stalled = "stopped";
    changed();
  };
  const endOf = (event: IssueEvent, next: IssueState): ActEnd | null => {
    if (event.kind === "restarted")
      return { number: state.act, tookMs: null, ended: "interrupted", fault: null };
    if (underWay === null) return null;
    const answered = "answers" in event && event.answers === underWay.number;
    if (!answered && next.act === state.act) return null;
    const fault = faultIn(event, next);
    const tookMs = Math.max(0, parts.clock.now() - underWay.since);
    return { number: underWay.number, tookMs, ended: fault === null ? "done" : "failed", fault };
  };
  const takeOne = async (event: IssueEvent): Promise<void> => {
    const decided = step(state, event);
    if (decided.state === state && decided.effects.length === 0) {
      if (event.kind === "record-refused")
        throw new Error(`nothing to do about a refusal in ${state.phase.at}`);
      return;
    }
    const { records, act } = divided(decided.effects);
    const ended = endOf(event, decided.state);
    const commit: StepCommit = {
      at: now(parts),
      ended,
      state: decided.state,
      open: isOpen(decided.state),
      records,
      intent: act === null ? null : { act: act.do, number: act.number },
    };
    const kept = await parts.store.jobs.commit(id, commit);
    if (!kept.ok) {
      if (kept.fault.kind === "disk-full") {
        stalled = "disk-full";
        queue.unshift(event);
        changed();
        return;
      }
      if (event.kind === "record-refused") throw new Error(`refused twice: ${kept.fault.rule}`);
      parts.log({ what: "record-refused", job: id, rule: kept.fault.rule });
      return takeOne({ kind: "record-refused" });
    }
    const before = state;
    state = decided.state;
    if (ended !== null) underWay = null;
    await tellKept(before, state, records);
    if (!waitsForTap(state)) taps.callOff(id);
    changed();
    if (act !== null) begin(act);
  };
  const drain = async (): Promise<void> => {
    try {
      for (let event = queue.shift(); event !== undefined; event = queue.shift()) {
        await takeOne(event);
        if (stalled !== null) return;
      }
    } catch (cause) {
      stop(cause);
    }
  };
  const run: IssueRun = {
    id,
    state: () => state,
    stalled: () => stalled,
    take(event) {
      if (stalled !== null) {
        if (event.kind !== "operator" || event.says !== "go-on") return Promise.resolve();
        if (stalled === "stopped") queue.push({ kind: "restarted" });
        stalled = null;
        changed();
      } else {
        queue.push(event);
      }
      draining = (draining ?? Promise.resolve()).then(drain);
      return draining;
    },
  };
  if (pending !== null) begin(pending);
  return run;
}
