import type { MoneyDay, MoneyFault } from "../contract/money.ts";
import type { CalendarDay } from "../core/calendar.ts";
import { type Closure, closureOf } from "../core/money/closure.ts";
import type { Receipt } from "../core/money/receipt.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import type { Changes } from "./changes.ts";
import type { StationParts } from "./parts.ts";
import { now, today } from "./today.ts";

/** The money of the desk, day by day. */
export interface Till {
  day(of: CalendarDay | null): Promise<MoneyDay>;
  close(day: CalendarDay): Promise<Result<Closure, MoneyFault>>;
  copy(
    of: Pick<Receipt, "register" | "year" | "number">,
  ): Promise<Result<{ readonly line: Receipt; readonly duplicata: boolean }, MoneyFault>>;
}

/** The till of a station. */
export function createTill(
  parts: Pick<StationParts, "store" | "settings" | "clock" | "acting">,
  changes: Changes,
): Till {
  const { store, settings, acting } = parts;
  const register = settings.money.mode === "register" ? settings.money.register : null;
  return {
    async day(of) {
      const day = of ?? today(parts);
      const [payments, lines, closed, unclosed] = await Promise.all([
        store.money.paymentsOfDay(day),
        register === null ? [] : store.money.linesOf(register.id, day),
        register === null ? null : store.money.closure(register.id, day),
        register === null ? [] : store.money.unclosedDays(register.id),
      ]);
      return {
        day,
        register,
        payments,
        lines,
        closing: closureOf(day, lines),
        closed,
        unclosed: unclosed.filter((each) => each < day),
      };
    },
    async close(day) {
      if (register === null) return failed({ kind: "no-register" });
      if (day > today(parts)) return failed({ kind: "day-to-come" });
      const [earlier] = await store.money.unclosedDays(register.id);
      if (earlier !== undefined && earlier < day) return failed({ kind: "earlier-day-open", day: earlier });
      const closed = await store.money.close(register.id, day, now(parts), acting.now());
      if (!closed.ok) {
        return closed.fault.kind === "refused" ? failed({ kind: "day-closed", day }) : failed(closed.fault);
      }
      changes.tell("money");
      return closed;
    },
    async copy(of) {
      const line = await store.money.line(of);
      if (line === null) return failed({ kind: "no-such-line" });
      const before = await store.money.noteCopy(of, now(parts), acting.now());
      if (!before.ok) return failed({ kind: "disk-full" });
      return succeeded({ line, duplicata: before.value > 0 });
    },
  };
}
