import { oc } from "@orpc/contract";
import { z } from "zod";
import { chipProfile } from "../core/chip-profile/profile.ts";
import type { ProfileRefused, ShelfSeen } from "../core/ports/profile-shelf.ts";
import { answer } from "./answer.ts";

/** The chip profiles there are, and which one is in force. */
const shelfSeen = z.strictObject({
  inForce: z.string(),
  profiles: z
    .array(z.strictObject({ profile: chipProfile, from: z.enum(["shipped", "own", "former"]) }))
    .readonly(),
  broken: z.array(z.strictObject({ file: z.string(), at: z.string() })).readonly(),
}) satisfies z.ZodType<ShelfSeen>;

const profileRefused = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("profile-malformed"), at: z.string() }),
  z.strictObject({ kind: z.literal("same-version"), name: z.string(), version: z.number() }),
]) satisfies z.ZodType<ProfileRefused>;

const text = z.strictObject({ text: z.string().max(200_000) });

export const profilesContract = {
  look: oc.output(shelfSeen),
  /** Reads a profile from its text, keeping nothing. */
  check: oc.input(text).output(answer(chipProfile, profileRefused)),
  /** Keeps a profile of the university's own. */
  keep: oc.input(text).output(answer(chipProfile, profileRefused)),
  /** Puts a profile in force, for every card from now on. */
  choose: oc
    .input(z.strictObject({ name: z.string().max(40) }))
    .output(answer(z.null(), z.strictObject({ kind: z.literal("no-such-profile") }))),
};
