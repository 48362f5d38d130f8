import { eventIterator, oc } from "@orpc/contract";
import { z } from "zod";
import { instant } from "../core/calendar.ts";
import { answer } from "./answer.ts";

const keyType = z.enum(["aes-128", "aes-192", "aes-256", "2tdea", "3tdea"]);
const keyName = z.string().regex(/^[a-z0-9-]{1,40}$/);
const personName = z.string().trim().min(1).max(60);
const passphrase = z.string().min(1).max(200);

/** Why a key store did not do what was asked. Nothing that was kept is lost by any of them. */
export const keyStoreFault = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.enum([
      "no-store",
      "keys-locked",
      "keys-unreachable",
      "no-such-operator",
      "operator-known",
      "last-operator",
      "no-such-key",
      "damaged",
      "altered",
      "weakened",
      "shares-do-not-fit",
      "share-mistyped",
      "no-recovery",
      "no-ceremony",
      "ceremony-under-way",
      "same-custodian",
      "same-witness",
      "not-a-token",
      "component-malformed",
      "component-empty",
      "components-equal",
      "components-missing",
    ]),
  }),
  z.strictObject({ kind: z.literal("wrong-passphrase"), triesLeft: z.number().nullable() }),
  z.strictObject({ kind: z.literal("try-later"), untilMs: z.number() }),
  z.strictObject({ kind: z.literal("passphrase-too-short"), least: z.number() }),
  z.strictObject({ kind: z.enum(["not-kept", "library-missing", "token-refused"]), cause: z.string() }),
  z.strictObject({ kind: z.enum(["no-token", "two-tokens"]), label: z.string() }),
  z.strictObject({ kind: z.literal("wrong-pin"), isLastTry: z.boolean() }),
  z.strictObject({ kind: z.enum(["pin-locked", "pin-not-set"]) }),
  z.strictObject({ kind: z.literal("token-cannot"), type: keyType }),
  z.strictObject({
    kind: z.enum(["key-extractable", "key-twice"]),
    name: z.string(),
    version: z.number(),
  }),
]);

/** A PKCS#11 token: the file of its library, its label, and its serial number where two have that label. */
const tokenChoice = z.strictObject({
  library: z.string().trim().min(1).max(500),
  label: z.string().min(1).max(32),
  serial: z.string().max(16).nullable(),
});

const keyReference = z.strictObject({
  name: keyName,
  version: z.number(),
  type: keyType,
  /** Check value, six hexadecimal digits. */
  kcv: z.string(),
  madeAt: instant.nullable(),
});

/** The keys of a desk as their page shows them: never a key. */
export const keysView = z.strictObject({
  kind: z.enum(["simulated", "file", "token"]),
  /** Which token; null for another kind. */
  token: tokenChoice.nullable(),
  state: z.enum(["open", "locked", "no-store", "refused"]),
  fault: keyStoreFault.nullable(),
  lockedBecause: z.enum(["started", "asked", "idle", "screen", "uses", "closing"]).nullable(),
  openedBy: z.string().nullable(),
  openedAt: instant.nullable(),
  keys: z
    .array(keyReference.extend({ current: z.boolean() }))
    .readonly()
    .nullable(),
  operators: z.array(z.string()).readonly(),
  recoveryMadeAt: instant.nullable(),
  limits: z.strictObject({ idleMs: z.number(), usesUntilLock: z.number(), chipsPerHour: z.number() }),
  usesSinceOpened: z.number(),
  chipsThisHour: z.number(),
  lastUses: z
    .array(
      z.strictObject({
        number: z.number(),
        at: instant,
        name: z.string(),
        version: z.number(),
        chip: z.string().nullable(),
        by: z.string(),
        refused: z.enum(["no-such-key", "keys-locked", "keys-unreachable", "keys-slowed"]).nullable(),
      }),
    )
    .readonly(),
  /** How many finished cards carry each version, as they were read back; a null version: made before that was kept. */
  cards: z
    .array(
      z.strictObject({
        name: z.string(),
        version: z.number().nullable(),
        cards: z.number(),
        moving: z.number(),
      }),
    )
    .readonly(),
  ceremony: z
    .strictObject({
      name: keyName,
      type: keyType,
      version: z.number(),
      components: z.array(z.strictObject({ custodian: z.string(), kcv: z.string() })).readonly(),
      kcv: z.string().nullable(),
    })
    .nullable(),
});

const credential = z.strictObject({ operator: personName, passphrase });
const done = answer(z.null(), keyStoreFault);

export const keysContract = {
  live: oc.output(eventIterator(keysView)),
  /** Makes this desk's key store, with its first operator. */
  create: oc.input(credential).output(done),
  /** With a token the passphrase is its PIN. */
  unlock: oc.input(credential).output(done),
  lock: oc.output(z.null()),
  /** Tokens that a PKCS#11 library shows now. */
  tokens: oc.input(tokenChoice.pick({ library: true })).output(
    answer(
      z
        .array(
          z.strictObject({
            label: z.string(),
            manufacturer: z.string(),
            model: z.string(),
            serial: z.string(),
          }),
        )
        .readonly(),
      keyStoreFault,
    ),
  ),
  /** From now on the keys are those of a token. A file store that was there stays as it is, locked. */
  takeToken: oc.input(tokenChoice).output(done),
  /** From now on the keys are those of the data folder's file store. */
  takeFile: oc.output(done),
  addOperator: oc.input(credential).output(done),
  removeOperator: oc.input(z.strictObject({ operator: personName })).output(done),
  beginCeremony: oc.input(z.strictObject({ name: keyName, type: keyType })).output(done),
  /** One custodian's component, hexadecimal; null: one is drawn, and given back for that custodian's eyes alone. */
  component: oc
    .input(z.strictObject({ custodian: personName, component: z.string().max(200).nullable() }))
    .output(answer(z.strictObject({ drawn: z.string().nullable() }), keyStoreFault)),
  endCeremony: oc.output(answer(keyReference, keyStoreFault)),
  dropCeremony: oc.output(z.null()),
  /** A key drawn inside the token, before two witnesses. */
  makeInside: oc
    .input(z.strictObject({ name: keyName, type: keyType, witnesses: z.tuple([personName, personName]) }))
    .output(answer(keyReference, keyStoreFault)),
  /** New recovery shares: two of the three open the store. They count once `keepShares` says that their holders have them. */
  makeShares: oc.output(answer(z.array(z.string()).readonly(), keyStoreFault)),
  keepShares: oc.output(done),
  recover: oc.input(credential.extend({ shares: z.array(z.string().max(200)).min(1).max(3) })).output(done),
};
