import { oc } from "@orpc/contract";
import { z } from "zod";
import { calendarDay, instant } from "../core/calendar.ts";
import { studentId } from "../core/ids.ts";
import { answer } from "./answer.ts";

/** How many entries are read at once. */
export const auditPage = 50;

/** An entry as it is shown. Names are those of today: the chain keeps identifiers and pseudonyms only. */
const auditLine = z.strictObject({
  seq: z.int(),
  at: instant,
  act: z.string(),
  outcome: z.string(),
  /** An operator's name, or `system:` and a user at the command line, or `desk`. */
  by: z.string(),
  second: z.string().nullable(),
  /** `erased`: a person whose key was taken away; null: nobody in particular. */
  subject: z
    .union([z.strictObject({ id: studentId, number: z.string(), name: z.string() }), z.literal("erased")])
    .nullable(),
  /** Why, and what was different; null when it can not be read any more. */
  facts: z
    .strictObject({
      reason: z.string().nullable(),
      before: z.record(z.string(), z.unknown()),
      after: z.record(z.string(), z.unknown()),
    })
    .nullable(),
});
export type AuditLine = z.infer<typeof auditLine>;

const auditSeal = z.strictObject({
  chain: z.string(),
  entries: z.int(),
  /** The last signed head; null before the first. */
  head: z
    .strictObject({
      number: z.int(),
      seq: z.int(),
      at: instant,
      why: z.enum(["hour", "day", "close", "asked"]),
      /** The head in one line, which `guichet verify-audit --head` reads, and the same as a QR code, rows of 1 and 0. */
      line: z.string(),
      qr: z.array(z.string()).readonly(),
    })
    .nullable(),
});
export type AuditSeal = z.infer<typeof auditSeal>;

const auditFinding = z.strictObject({
  chain: z.string(),
  what: z.enum(["changed", "removed", "truncated", "rewritten", "head-forged", "head-removed"]),
  fromSeq: z.int(),
  toSeq: z.int(),
});

const auditVerdict = z.strictObject({
  entries: z.int(),
  heads: z.int(),
  findings: z.array(auditFinding).readonly(),
  clockSetBack: z.array(z.strictObject({ chain: z.string(), seq: z.int(), at: instant })).readonly(),
});
export type AuditVerdictView = z.infer<typeof auditVerdict>;

const diskFull = z.strictObject({ kind: z.literal("disk-full") });

export const auditContract = {
  /** What the entries can be looked for by: the acts of this chain, and who may have done them. */
  choices: oc.output(
    z.strictObject({
      acts: z.array(z.string()).readonly(),
      operators: z.array(z.strictObject({ id: z.string(), name: z.string() })).readonly(),
    }),
  ),
  /** Entries of this desk's chain, newest first. `student`: a number; nobody who has it means no entry. */
  look: oc
    .input(
      z.strictObject({
        act: z.string().max(100).nullable(),
        from: calendarDay.nullable(),
        until: calendarDay.nullable(),
        by: z.string().max(100).nullable(),
        student: z.string().max(20).nullable(),
        beforeSeq: z.int().nullable(),
      }),
    )
    .output(z.array(auditLine).readonly()),
  seal: oc.output(auditSeal),
  /** Signs the chain as it is now. */
  sign: oc.output(answer(auditSeal, diskFull)),
  /** Reads every chain from its beginning. */
  verify: oc.output(auditVerdict),
};
