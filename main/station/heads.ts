import { headDue } from "../core/audit-head.ts";
import type { AuditHead } from "../core/ports/audit-log.ts";
import type { StationParts } from "./parts.ts";

const lookEveryMs = 60_000;

/** Has the audit's end signed each hour, at the turn of a day, and when the desk closes. */
export function signHeads(parts: StationParts): { close(): Promise<void> } {
  const { audit, clock, settings, log } = parts;
  const sign = async (why: AuditHead["why"]) => {
    const signed = await audit.signHead(why);
    if (!signed.ok) log({ what: "head-not-kept", fault: signed.fault.kind });
  };
  let looking: Promise<void> = Promise.resolve();
  const look = async () => {
    const why = headDue(await audit.lastHead(), clock.now(), settings.zone);
    if (why !== null) await sign(why);
  };
  const timer = setInterval(() => {
    looking = looking
      .then(look)
      .catch((cause: unknown) => log({ what: "head-not-signed", cause: String(cause) }));
  }, lookEveryMs);
  timer.unref();
  return {
    async close() {
      clearInterval(timer);
      await looking;
      await sign("close");
    },
  };
}
