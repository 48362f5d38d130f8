import { eventIterator, oc } from "@orpc/contract";
import { z } from "zod";
import { answer } from "./answer.ts";

const holderName = z.string().trim().min(1).max(60);
const credential = z.strictObject({ holder: holderName, passphrase: z.string().min(1).max(200) });

/** Why a desk was not opened, or its start not changed. Nothing that was kept is lost by any of them. */
export const startFault = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.enum([
      "no-such-holder",
      "holder-known",
      "last-holder",
      "damaged",
      "altered",
      "weakened",
      "being-moved",
      "other-mode",
    ]),
  }),
  z.strictObject({ kind: z.literal("wrong-passphrase"), triesLeft: z.number().nullable() }),
  z.strictObject({ kind: z.literal("try-later"), untilMs: z.number() }),
  z.strictObject({ kind: z.literal("passphrase-too-short"), least: z.number() }),
  z.strictObject({ kind: z.literal("not-kept"), cause: z.string() }),
]);

/** How this desk starts: by itself, or once somebody gave their passphrase; and who can. */
export const startView = z.strictObject({
  mode: z.enum(["unattended", "ask"]),
  holders: z.array(z.string()).readonly(),
});

const done = answer(z.null(), startFault);

export const startContract = {
  /** Opens a desk that waits at its start; one that is open says so. */
  open: oc.input(credential).output(done),
  live: oc.output(eventIterator(startView)),
  /** From the next start on somebody's passphrase is asked. */
  ask: oc.input(credential).output(done),
  /** From the next start on the desk opens by itself. */
  unattended: oc.input(credential).output(done),
  addHolder: oc.input(z.strictObject({ by: credential, fresh: credential })).output(done),
  removeHolder: oc.input(z.strictObject({ by: credential, holder: holderName })).output(done),
};
