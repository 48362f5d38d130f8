import { z } from "zod";
import type { DiversifiedKeyType } from "../../main/core/an10922.ts";
import { failed, type Result, succeeded } from "../../main/core/result.ts";
import { answerChallenge, answerLegacyChallenge, challengeLength } from "./authentication.ts";
import { type KeyType, keyLengths } from "./block-cipher.ts";
import { bytesOf, hexOf, joined, sameBytes } from "./bytes.ts";
import { desfireCrc32 } from "./checksums.ts";
import { asking } from "./command.ts";
import { changeKey } from "./commands.ts";
import { createEv1Messaging } from "./ev1-messaging.ts";
import { wrapped } from "./frames.ts";
import { changeKeyCode, heldKey, keyToSend } from "./secure-messaging.ts";
import { authenticationCodes, openChallenge } from "./simulated-card/card-authentication.ts";

/** What became of one value of a file of vectors; `differs` names the fields that came out otherwise. Carries no key. */
export interface VectorVerdict {
  readonly name: string;
  readonly outcome: "passed" | "failed" | "unsupported";
  readonly differs?: readonly string[];
}

/** Gives a diversified key (NXP AN10922). */
type Diversify = (type: DiversifiedKeyType, master: Uint8Array, input: Uint8Array) => Uint8Array;

/** A file that cannot be judged, and the place in it that is wrong. */
export interface MalformedVectors {
  readonly kind: "malformed-vectors";
  readonly at: string;
}

const hex = z
  .string()
  .regex(/^(?:[0-9A-Fa-f]{2})*$/)
  .transform((text) => text.toUpperCase());
const isObject = z.record(z.string(), z.unknown());
const diversification = z.object({ key: hex, input: hex, out: hex });
const authentication = z.object({
  type: z.string(),
  cmd: hex,
  key: hex,
  rndBenc: hex,
  rndB: hex,
  rndA: hex,
  sent: hex,
  answer: hex,
  session: hex.optional(),
  sessionParityMasked: hex.optional(),
});
const keyChange = z.object({
  type: z.string(),
  keyNo: z.int().min(0).max(0xff),
  sameKey: z.boolean(),
  session: hex,
  oldKey: hex.optional(),
  newKey: hex,
  version: hex.optional(),
  crc32: hex.optional(),
  crc32NewKey: hex.optional(),
  apdu: hex,
  responseCmac: hex.optional(),
});
const macChain = z.object({
  type: z.string(),
  session: hex,
  steps: z.array(z.object({ cmd: hex, data: hex, mac: hex })),
});

const keyTypes: ReadonlyMap<string, KeyType> = new Map([
  ["AES", "aes"],
  ["DES", "des"],
  ["2K3DES", "2k3des"],
  ["3K3DES", "3k3des"],
]);
const diversifications: ReadonlyMap<string, DiversifiedKeyType> = new Map([
  ["an10922_aes128", "aes-128"],
  ["an10922_aes192", "aes-192"],
  ["an10922_aes256", "aes-256"],
  ["an10922_2tdea", "2tdea"],
  ["an10922_3tdea", "3tdea"],
]);

/** Stops the judging of a file at the place that is wrong. */
class Malformed extends Error {}

/**
 * Judges every value of a file of vectors, in the shape of the published EV1 transcripts: `an10922_…` and `desfireEv1` with `auth`, `changeKey`
 * and `cmacChains`. Groups and types it does not know are unsupported; names that begin with `_` are remarks.
 */
export function judgeVectors(
  file: unknown,
  diversify: Diversify,
): Result<readonly VectorVerdict[], MalformedVectors> {
  try {
    return succeeded(
      groupsOf("file", file).flatMap(([name, group]) => {
        const type = diversifications.get(name);
        if (type !== undefined) {
          return entriesOf(name, group).map((entry, at) =>
            judgeKey(`${name}[${at}]`, entry, type, diversify),
          );
        }
        return name === "desfireEv1" ? judgeEv1(group) : [{ name, outcome: "unsupported" }];
      }),
    );
  } catch (cause) {
    if (cause instanceof Malformed) return failed({ kind: "malformed-vectors", at: cause.message });
    throw cause;
  }
}

function judgeEv1(group: unknown): readonly VectorVerdict[] {
  return groupsOf("desfireEv1", group).flatMap(([part, values]): readonly VectorVerdict[] => {
    const name = `desfireEv1.${part}`;
    const judge = { auth: judgeAuthentication, changeKey: judgeKeyChange, cmacChains: judgeChain }[part];
    if (judge === undefined) return [{ name, outcome: "unsupported" }];
    return entriesOf(name, values).flatMap((entry, at) => judge(`${name}[${at}]`, entry));
  });
}

function judgeKey(
  name: string,
  entry: unknown,
  type: DiversifiedKeyType,
  diversify: Diversify,
): VectorVerdict {
  const { key, input, out } = read(name, diversification, entry);
  try {
    return verdict(name, { out: hexOf(diversify(type, bytesOf(key), bytesOf(input))) === out });
  } catch (cause) {
    if (cause instanceof RangeError) throw new Malformed(name);
    throw cause;
  }
}

function judgeAuthentication(name: string, entry: unknown): readonly VectorVerdict[] {
  const value = read(name, authentication, entry);
  const type = keyTypes.get(value.type);
  const code = bytesOf(value.cmd)[0] ?? 0;
  const isLegacy = code === authenticationCodes.legacy;
  const expected = type === "aes" ? authenticationCodes.aes : authenticationCodes.iso;
  if (
    type === undefined ||
    (code !== expected && !isLegacy) ||
    (isLegacy && type !== "des" && type !== "2k3des")
  ) {
    return [{ name, outcome: "unsupported" }];
  }
  const key = keyIn(`${name}.key`, value.key, type);
  const [chip, reader, challenge] = (["rndB", "rndA", "rndBenc"] as const).map((field) =>
    ofLength(`${name}.${field}`, value[field], challengeLength(type)),
  );
  if (chip === undefined || reader === undefined || challenge === undefined) throw new Malformed(name);
  const answer =
    type === "des" || type === "2k3des"
      ? (isLegacy ? answerLegacyChallenge : answerChallenge)(type, key, challenge, reader)
      : answerChallenge(type, key, challenge, reader);
  const session = answer.sessionIf(bytesOf(value.answer));
  const stored = { key: hexOf(type === "des" ? joined(key, key) : key), version: 0 };
  const held = type === "2k3des" ? "des" : type;
  const opened = openChallenge(code, { keyNumber: 0, type: held, key: stored, random: () => chip }, null);
  const proof = opened?.answer(bytesOf(value.sent))?.proof ?? new Uint8Array();
  const sessionIs = (wanted: string | undefined, mask: number) =>
    wanted === undefined || (session !== null && isSessionKey(session, bytesOf(wanted), mask));
  return [
    verdict(name, {
      rndBenc: hexOf(opened?.sent ?? new Uint8Array()) === value.rndBenc,
      sent: hexOf(answer.token) === value.sent,
      answer: hexOf(proof) === value.answer && session !== null,
      session: sessionIs(value.session, 0xff),
      sessionParityMasked: sessionIs(value.sessionParityMasked, 0xfe),
    }),
  ];
}

/** Single DES session keys are written once or twice over. */
function isSessionKey(found: Uint8Array, wanted: Uint8Array, mask: number): boolean {
  const doubled = found.length === 8 && wanted.length === 16 ? joined(found, found) : found;
  return sameBytes(
    doubled.map((byte) => byte & mask),
    wanted,
  );
}

function judgeKeyChange(name: string, entry: unknown): readonly VectorVerdict[] {
  const value = read(name, keyChange, entry);
  const type = keyTypes.get(value.type);
  if (type === undefined) return [{ name, outcome: "unsupported" }];
  const newKey = keyIn(`${name}.newKey`, value.newKey, type);
  const oldKey = value.sameKey ? null : keyIn(`${name}.oldKey`, value.oldKey ?? "", type);
  const version = value.version === undefined ? 0 : (ofLength(`${name}.version`, value.version, 1)[0] ?? 0);
  const session = keyIn(`${name}.session`, value.session, type);
  const messaging = createEv1Messaging(type, session);
  const change = { keyNumber: value.keyNo, type, oldKey, newKey, version };
  const sealed = messaging.sealKey(change);
  const { sent } = keyToSend(change);
  const over = desfireCrc32(joined([changeKeyCode, value.keyNo], sent));
  const overKey = desfireCrc32(heldKey(type, newKey, version));
  const answered = (mac: string) =>
    messaging.open(changeKey(value.keyNo, sealed, false), bytesOf(mac)) !== null;
  return [
    verdict(name, {
      crc32: value.crc32 === undefined || checksumText(over) === value.crc32,
      crc32NewKey: value.crc32NewKey === undefined || checksumText(overKey) === value.crc32NewKey,
      apdu: hexOf(wrapped(changeKeyCode, joined([value.keyNo], sealed))) === value.apdu,
      responseCmac: value.responseCmac === undefined || answered(value.responseCmac),
    }),
  ];
}

function judgeChain(name: string, entry: unknown): readonly VectorVerdict[] {
  const { type: typeName, session, steps } = read(name, macChain, entry);
  const type = keyTypes.get(typeName);
  if (type === undefined) return [{ name, outcome: "unsupported" }];
  const messaging = createEv1Messaging(type, keyIn(`${name}.session`, session, type));
  return steps.map(({ cmd, data, mac }, at) => {
    const [code = 0, ...parameters] = bytesOf(cmd);
    const command = asking("recorded", code, Uint8Array.from(parameters), (answer) => answer);
    messaging.seal(command);
    const isNext = bytesOf(mac).length === 8 && messaging.open(command, bytesOf(data + mac)) !== null;
    return verdict(`${name}.steps[${at}]`, { mac: isNext });
  });
}

/** The transcripts write a checksum as a number, most significant byte first. */
function checksumText(checksum: Uint8Array): string {
  return hexOf(checksum.toReversed());
}

function verdict(name: string, fields: Readonly<Record<string, boolean>>): VectorVerdict {
  const differs = Object.keys(fields).filter((field) => fields[field] !== true);
  return differs.length === 0 ? { name, outcome: "passed" } : { name, outcome: "failed", differs };
}

function keyIn(name: string, text: string, type: KeyType): Uint8Array {
  const isDoubled = type === "des" && text.length === 32 && text.slice(0, 16) === text.slice(16);
  return ofLength(name, isDoubled ? text.slice(0, 16) : text, keyLengths[type]);
}

function ofLength(name: string, text: string, length: number): Uint8Array {
  if (text.length !== 2 * length) throw new Malformed(name);
  return bytesOf(text);
}

function read<T>(name: string, schema: z.ZodType<T>, entry: unknown): T {
  const found = schema.safeParse(entry);
  if (found.success) return found.data;
  throw new Malformed([name, ...(found.error.issues[0]?.path ?? [])].join("."));
}

function entriesOf(name: string, group: unknown): readonly unknown[] {
  if (!Array.isArray(group)) throw new Malformed(name);
  return group;
}

function groupsOf(name: string, file: unknown): readonly (readonly [string, unknown])[] {
  const found = isObject.safeParse(file);
  if (!found.success || Array.isArray(file)) throw new Malformed(name);
  return Object.entries(found.data).filter(([group]) => !group.startsWith("_"));
}
