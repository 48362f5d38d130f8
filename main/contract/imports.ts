import { oc } from "@orpc/contract";
import { z } from "zod";
import { answer } from "./answer.ts";

export const importRemark = z.strictObject({
  line: z.number(),
  column: z.string(),
  field: z.string(),
  reason: z.string(),
  seen: z.string(),
  refused: z.boolean(),
});
export type ImportRemark = z.infer<typeof importRemark>;

/** What a file may be read as: students, their appointments, or the CROUS zones of pre-encoded cards. */
export const importKind = z.enum(["students", "agenda", "crous"]);
export type ImportKind = z.infer<typeof importKind>;

/** What an import did, or would do. */
export const importReport = z.strictObject({
  as: importKind,
  fileName: z.string(),
  rows: z.number(),
  /** Rows taken without a remark. Accepted, warned and refused add up to the rows; what is taken is added, changed or unchanged. */
  accepted: z.number(),
  /** Rows taken with a warning. */
  warned: z.number(),
  refused: z.number(),
  added: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  unusedColumns: z.array(z.string()).readonly(),
  remarks: z.array(importRemark).readonly(),
});
export type ImportReport = z.infer<typeof importReport>;

export const importFault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("empty-file") }),
  z.strictObject({ kind: z.literal("unknown-format") }),
  z.strictObject({ kind: z.literal("missing-columns"), columns: z.array(z.string()).readonly() }),
  z.strictObject({ kind: z.literal("too-large"), maximumBytes: z.number() }),
  z.strictObject({ kind: z.literal("malformed"), line: z.number() }),
  z.strictObject({ kind: z.literal("disk-full") }),
]);
export type ImportFault = z.infer<typeof importFault>;

export const importsContract = {
  /** Reads a file of students or appointments; with `dryRun` nothing is kept. The kind is found by the content when not told. */
  read: oc
    .input(
      z.strictObject({
        file: z.instanceof(Blob),
        fileName: z.string().max(255),
        as: importKind.nullable(),
        dryRun: z.boolean(),
      }),
    )
    .output(answer(importReport, importFault)),
};
