import { z } from "zod";
import { type CalendarDay, dayIn, instant, unixMsOf } from "./calendar.ts";
import type { AuditHead } from "./ports/audit-log.ts";

const form = "guichet-head-1";
const why = z.enum(["hour", "day", "close", "asked"]);
const written = z.tuple([
  z.literal(form),
  z.string().max(100),
  z.int().positive(),
  z.int().positive(),
  z.string().regex(/^[0-9a-f]{64}$/),
  instant,
  why,
  z.string().regex(/^[0-9a-f]{64}$/),
  z.string().regex(/^[0-9a-f]{128}$/),
]);

const hourMs = 3_600_000;

/** The words of a head that are signed. */
export function textOfHead(head: Omit<AuditHead, "signature" | "signer">): string {
  return JSON.stringify([form, head.chain, head.number, head.seq, head.hash, head.at, head.why]);
}

/** A head with its signature in one line: what its QR says. */
export function writtenHead(head: AuditHead): string {
  const { chain, number, seq, hash, at, signer, signature } = head;
  return JSON.stringify([form, chain, number, seq, hash, at, head.why, signer, signature]);
}

/** The head of such a line; null for anything else. Whether it is signed is another question. */
export function headOfLine(line: string): AuditHead | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return null;
  }
  const read = written.safeParse(parsed);
  if (!read.success) return null;
  const [, chain, number, seq, hash, at, reason, signer, signature] = read.data;
  return { chain, number, seq, hash, at, why: reason, signer, signature };
}

/** Why a head is due now, or null: each hour, on the first occasion of a new day, and when the clock was set back behind the last one. */
export function headDue(last: AuditHead | null, nowMs: number, zone: string): "hour" | "day" | null {
  if (last === null) return "hour";
  const lastMs = unixMsOf(last.at);
  const day = (unixMs: number): CalendarDay => dayIn(zone, unixMs);
  if (day(lastMs) !== day(nowMs)) return "day";
  return nowMs - lastMs >= hourMs || nowMs < lastMs ? "hour" : null;
}
