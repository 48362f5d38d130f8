import { eventIterator, oc } from "@orpc/contract";
import { z } from "zod";
import { answer } from "./answer.ts";

/** What a file may be read as: students, their appointments, or the CROUS zones of pre-encoded cards. */
export const importKind = z.enum(["students", "agenda", "crous"]);
export type ImportKind = z.infer<typeof importKind>;

/** Which column of a file holds what, counted from 0. */
const chosenColumns = z.record(z.string().max(40), z.int().min(0).max(999));

export const importRemark = z.strictObject({
  line: z.number(),
  column: z.string(),
  field: z.string(),
  reason: z.string(),
  seen: z.string(),
  refused: z.boolean(),
});
export type ImportRemark = z.infer<typeof importRemark>;

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
  /** Students this source told of before and does not any more: nothing of them is deleted. */
  gone: z.strictObject({
    count: z.number(),
    some: z.array(z.strictObject({ number: z.string(), name: z.string() })).readonly(),
  }),
});
export type ImportReport = z.infer<typeof importReport>;

export const importFault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("empty-file") }),
  z.strictObject({ kind: z.literal("unknown-format") }),
  z.strictObject({ kind: z.literal("old-workbook") }),
  z.strictObject({ kind: z.literal("missing-columns"), columns: z.array(z.string()).readonly() }),
  z.strictObject({ kind: z.literal("too-large"), maximumBytes: z.number() }),
  z.strictObject({ kind: z.literal("malformed"), line: z.number() }),
  z.strictObject({ kind: z.literal("too-much") }),
  z.strictObject({ kind: z.literal("called-off") }),
  z.strictObject({ kind: z.literal("disk-full") }),
  /** No room while rows were being kept: the rest is put aside, and kept later. */
  z.strictObject({ kind: z.literal("unfinished") }),
  /** Another import is being kept: one at a time. */
  z.strictObject({ kind: z.literal("import-under-way") }),
]);
export type ImportFault = z.infer<typeof importFault>;

/** What a file seems to be, and how a file of this source was read before. */
export const importLook = z.strictObject({
  as: importKind,
  choosable: z.boolean(),
  headings: z.array(z.string()).readonly(),
  guesses: z.strictObject({ students: chosenColumns, agenda: chosenColumns }),
  samples: z.array(z.array(z.string()).readonly()).readonly(),
  rows: z.number(),
  /** Null for a source that is new. */
  remembered: z.strictObject({ as: importKind, columns: chosenColumns }).nullable(),
});
export type ImportLook = z.infer<typeof importLook>;

/** The first rows as they will be understood. */
export const importUnderstood = z.strictObject({
  rows: z
    .array(
      z.strictObject({
        line: z.number(),
        /** What each field holds, written plainly; null for a refused row. */
        values: z.record(z.string(), z.string()).nullable(),
        remarks: z.array(importRemark).readonly(),
      }),
    )
    .readonly(),
  accepted: z.number(),
  warned: z.number(),
  refused: z.number(),
});
export type ImportUnderstood = z.infer<typeof importUnderstood>;

/** How far an import has come. */
export const importStage = z.enum(["reading", "comparing", "putting-aside", "keeping"]);
export type ImportStage = z.infer<typeof importStage>;

/** What is told while an import runs, and at its end. */
const importEvent = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("progress"),
    stage: importStage,
    /** Rows done, of so many; 0 of 0 while that is not known. */
    done: z.number(),
    of: z.number(),
    /** Rows being kept are kept to the end: only before that can the import be called off. */
    canBeCalledOff: z.boolean(),
  }),
  z.strictObject({ kind: z.literal("end"), answer: answer(importReport, importFault) }),
]);
export type ImportEvent = z.infer<typeof importEvent>;

const file = z.instanceof(Blob);
const fileName = z.string().max(255);

export const importsContract = {
  /** Looks into a file: its kind, its columns and what they seem to be. */
  look: oc.input(z.strictObject({ file, fileName })).output(answer(importLook, importFault)),
  /** The first ten rows as they would be understood with these columns (null: as guessed). */
  understand: oc
    .input(z.strictObject({ file, fileName, as: importKind, columns: chosenColumns.nullable() }))
    .output(answer(importUnderstood, importFault)),
  /**
   * Reads a file of students or appointments; with `dryRun` nothing is kept. The kind is found by the content when not told.
   * Leaving the stream calls the import off while it can be.
   */
  read: oc
    .input(
      z.strictObject({
        file,
        fileName,
        as: importKind.nullable(),
        columns: chosenColumns.nullable(),
        dryRun: z.boolean(),
      }),
    )
    .output(eventIterator(importEvent)),
};
