import { eventIterator, oc } from "@orpc/contract";
import { z } from "zod";
import { answer } from "./answer.ts";

const plan = z.strictObject({
  folder: z.string().max(1000),
  nightly: z.boolean(),
  keep: z.int().min(1).max(365),
});
const file = z.strictObject({ name: z.string(), bytes: z.number(), madeAt: z.number() });

/** Why no copy was made. The copies made before are untouched by any of them. */
export const backupFault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.enum(["no-key", "no-folder-chosen", "under-way"]) }),
  z.strictObject({
    kind: z.enum(["folder-missing", "folder-inside-data", "folder-not-writable"]),
    folder: z.string(),
  }),
  z.strictObject({ kind: z.literal("no-room"), neededBytes: z.number(), freeBytes: z.number() }),
  z.strictObject({ kind: z.literal("not-written"), cause: z.string() }),
]);

/** Why a copy can not be read. */
export const restoreFault = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.enum(["no-such-file", "not-a-backup", "not-a-key", "wrong-key", "folder-in-use", "under-way"]),
  }),
  z.strictObject({ kind: z.literal("damaged"), at: z.string() }),
  z.strictObject({ kind: z.literal("newer"), known: z.number(), found: z.number() }),
  z.strictObject({ kind: z.literal("not-written"), cause: z.string() }),
]);

const database = z.enum(["embedded", "postgres"]);

/** What a copy is and holds, once it was read to its end. */
const backupRead = z.strictObject({
  madeAt: z.number(),
  university: z.string(),
  operator: z.string(),
  database,
  files: z.number(),
  bytes: z.number(),
  records: z.strictObject({ students: z.number(), cards: z.number() }).nullable(),
});

/** The copies of the desk, and how they are made. */
export const backupView = plan.extend({
  recipient: z.string().nullable(),
  database,
  files: z.array(file).readonly(),
  busy: z.strictObject({ doing: z.enum(["making", "trying"]), bytes: z.number() }).nullable(),
  failure: backupFault.nullable(),
  restored: z.strictObject({ madeAt: z.number(), restoredAt: z.number() }).nullable(),
});
export type BackupViewShown = z.infer<typeof backupView>;

export const backupContract = {
  live: oc.output(eventIterator(backupView)),
  /** A new recovery key: shown once, kept nowhere, in force only once `takeKey` is told its recipient. */
  newKey: oc.output(z.strictObject({ secret: z.string(), recipient: z.string() })),
  takeKey: oc
    .input(z.strictObject({ recipient: z.string().max(200) }))
    .output(answer(z.null(), z.strictObject({ kind: z.literal("not-a-key") }))),
  choose: oc.input(plan).output(answer(z.null(), backupFault)),
  make: oc.output(answer(file.extend({ tookMs: z.number() }), backupFault)),
  /** Reads a copy to its end with the recovery key, as a restore would. */
  attempt: oc
    .input(z.strictObject({ name: z.string().max(255), secret: z.string().max(200) }))
    .output(answer(backupRead, restoreFault)),
};
