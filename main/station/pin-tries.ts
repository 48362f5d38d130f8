import { instantOf, unixMsOf } from "../core/calendar.ts";
import type { OperatorId } from "../core/ids.ts";
import type { Operator } from "../core/operator.ts";
import { pauseAfter } from "../core/pin.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import { noRoom } from "./no-room.ts";
import type { StationParts } from "./parts.ts";

type PinFault =
  | { readonly kind: "not-known" }
  | { readonly kind: "paused"; readonly remainingMs: number }
  | { readonly kind: "disk-full" };

/** PINs judged one at a time, each try counted before it is judged. */
export interface PinTries {
  /** The operator of that name whose PIN this is. */
  byName(name: string, pin: string): Promise<Result<Operator, PinFault>>;
  byId(id: OperatorId, pin: string): Promise<Result<Operator, PinFault>>;
}

/** The judge of PINs of a station; `mayCome` says whom the desk lets in at all. */
export function createPinTries(parts: StationParts, mayCome: (operator: Operator) => boolean): PinTries {
  const { store, pins, clock, uptimeMs, audit } = parts;
  /** When the pause of so many tries began, on a clock nobody can set. */
  const pauses = new Map<OperatorId, { readonly tries: number; readonly since: number }>();
  let turn: Promise<unknown> = Promise.resolve();

  const remainingMs = (id: OperatorId, tries: number, lastTryMs: number): number => {
    const pauseMs = pauseAfter(tries);
    if (pauseMs === 0) return 0;
    const known = pauses.get(id);
    if (known?.tries !== tries) {
      // The computer's own clock counts only for the time before this desk was started, and never for more than the pause.
      const waited = Math.min(pauseMs, Math.max(0, clock.now() - lastTryMs));
      pauses.set(id, { tries, since: uptimeMs() - waited });
    }
    return Math.max(0, pauseMs - (uptimeMs() - (pauses.get(id)?.since ?? 0)));
  };
  const note = (operator: Operator, outcome: "done" | "refused", reason: string) =>
    audit.append({ act: "operator.pin", subject: null, by: operator.id, outcome, facts: { reason } });
  const judge = async (operator: Operator | null, pin: string): Promise<Result<Operator, PinFault>> => {
    const record = operator === null ? null : await store.operators.pinOf(operator.id);
    if (operator === null || record === null || !mayCome(operator)) {
      // A name nobody has takes as long as a wrong PIN.
      await pins.hash(pin);
      return failed({ kind: "not-known" });
    }
    const { tries, lastTryAt } = record;
    const paused = lastTryAt === null ? 0 : remainingMs(operator.id, tries, unixMsOf(lastTryAt));
    if (paused > 0) return failed({ kind: "paused", remainingMs: paused });
    const counted = await store.operators.countTry(operator.id, tries, instantOf(clock.now()));
    if (!counted.ok) return noRoom(counted.fault);
    if (counted.value && (await pins.matches(pin, record.hash))) {
      const forgotten = await store.operators.forgetTries(operator.id);
      if (!forgotten.ok) return noRoom(forgotten.fault);
      pauses.delete(operator.id);
      await note(operator, "done", "right");
      return succeeded(operator);
    }
    await note(operator, "refused", "wrong");
    const after = remainingMs(operator.id, tries + 1, clock.now());
    return failed(after > 0 ? { kind: "paused", remainingMs: after } : { kind: "not-known" });
  };
  const inTurn = (whom: () => Promise<Operator | null>, pin: string) => {
    const judged = turn.then(async () => judge(await whom(), pin));
    turn = judged.catch(() => undefined);
    return judged;
  };
  return {
    byName: (name, pin) => inTurn(() => store.operators.byName(name), pin),
    byId: (id, pin) => inTurn(() => store.operators.byId(id), pin),
  };
}
