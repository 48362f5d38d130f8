import { implement } from "@orpc/server";
import { type AuditLine, type AuditSeal, auditContract, auditPage } from "../contract/audit.ts";
import { writtenHead } from "../core/audit-head.ts";
import { type CalendarDay, dayAfter, startOfDay } from "../core/calendar.ts";
import { operatorId } from "../core/ids.ts";
import type { AuditEntry } from "../core/ports/audit-log.ts";
import { succeeded } from "../core/result.ts";
import { nameOnCard } from "../core/student.ts";
import type { DeskContext } from "./guard.ts";
import { noRoom } from "./no-room.ts";
import type { StationParts } from "./parts.ts";

/** What windows ask of the audit. */
export function auditAnswers(parts: StationParts) {
  const { audit, store, settings, drawQr } = parts;
  const os = implement(auditContract).$context<DeskContext>();

  const seal = async (): Promise<AuditSeal> => {
    const [{ seq }, head] = await Promise.all([audit.end(), audit.lastHead()]);
    if (head === null) return { chain: audit.chain, entries: seq, head: null };
    const line = writtenHead(head);
    return {
      chain: audit.chain,
      entries: seq,
      head: { number: head.number, seq: head.seq, at: head.at, why: head.why, line, qr: await drawQr(line) },
    };
  };
  const nameOf = async (who: string): Promise<string> => {
    const id = operatorId.safeParse(who);
    return id.success ? ((await store.operators.byId(id.data))?.name ?? who) : who;
  };
  const subjectOf = async ({ subject, facts }: AuditEntry): Promise<AuditLine["subject"]> => {
    if (facts === "erased") return "erased";
    const student = subject === null ? null : await store.students.byId(subject);
    if (student === null) return null;
    const { firstName, lastName } = nameOnCard(student);
    return { id: student.id, number: student.number, name: `${firstName} ${lastName}` };
  };
  const lineOf = async (entry: AuditEntry): Promise<AuditLine> => {
    const { seq, at, act, outcome, by, second, facts } = entry;
    return {
      seq,
      at,
      act,
      outcome,
      by: await nameOf(by),
      second: second === null ? null : await nameOf(second),
      subject: await subjectOf(entry),
      facts:
        facts === "erased"
          ? null
          : { reason: facts.reason ?? null, before: facts.before ?? {}, after: facts.after ?? {} },
    };
  };
  const morningOf = (day: CalendarDay | null) => (day === null ? null : startOfDay(settings.zone, day));

  return os.router({
    choices: os.choices.handler(async () => ({
      acts: await audit.acts(),
      operators: (await store.operators.all()).map(({ id, name }) => ({ id, name })),
    })),
    look: os.look.handler(async ({ input: { student, from, until, ...filter } }) => {
      const person = student === null ? null : await store.students.byNumber(student);
      if (student !== null && person === null) return [];
      const entries = await audit.find(
        {
          ...filter,
          from: morningOf(from),
          until: morningOf(until === null ? null : dayAfter(until)),
          subject: person?.id ?? null,
        },
        auditPage,
      );
      return Promise.all(entries.map(lineOf));
    }),
    seal: os.seal.handler(seal),
    sign: os.sign.handler(async () => {
      const signed = await audit.signHead("asked");
      return signed.ok ? succeeded(await seal()) : noRoom(signed.fault);
    }),
    verify: os.verify.handler(() => audit.verify([])),
  });
}
