import type { AuditLog } from "../core/ports/audit-log.ts";
import type { Clock } from "../core/ports/clock.ts";
import type { StartCredential, StartFault, StartLock } from "../core/ports/start-lock.ts";
import { failed, type Result } from "../core/result.ts";
import { createWrongTries } from "./key-store/wrong-tries.ts";

/** A start lock with what is held before it: wrong passphrases are counted, and each change is a line in the audit. */
export function createStartRoom(lock: StartLock, clock: Clock, audit: Pick<AuditLog, "append">): StartLock {
  const wrong = createWrongTries(clock);
  const told = async (
    act: string,
    holder: string | null,
    run: () => Promise<Result<void, StartFault>>,
  ): Promise<Result<void, StartFault>> => {
    const untilMs = wrong.pausedUntilMs();
    if (untilMs !== null) return failed({ kind: "try-later", untilMs });
    const done = await run();
    const after = { holder };
    await audit.append({
      act,
      subject: null,
      outcome: done.ok ? "done" : "refused",
      facts: done.ok ? { after } : { reason: done.fault.kind, after },
    });
    if (done.ok) wrong.forget();
    else if (done.fault.kind === "wrong-passphrase") {
      return failed({ kind: "wrong-passphrase", triesLeft: wrong.count() });
    }
    return done;
  };
  return {
    view: () => lock.view(),
    ask: (first) => told("start.ask", first.holder, () => lock.ask(first)),
    unattended: (by) => told("start.unattended", by.holder, () => lock.unattended(by)),
    restore: () => told("start.restore", null, () => lock.restore()),
    addHolder: (by: StartCredential, fresh) =>
      told("start.addHolder", fresh.holder, () => lock.addHolder(by, fresh)),
    removeHolder: (by, holder) => told("start.removeHolder", holder, () => lock.removeHolder(by, holder)),
  };
}
