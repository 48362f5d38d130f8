import { type DiversifiedKeyType, keyLengthOf } from "../../main/core/an10922.ts";
import type { TokenChoice } from "../../main/core/ports/key-room.ts";
import type { KeyReference, KeyStoreFault, KeyVault } from "../../main/core/ports/key-store.ts";
import { failed, type Result, succeeded } from "../../main/core/result.ts";
import { attribute, ck, keyKind, secretKeyClass, tokenFlag } from "./constants.ts";
import type { Attributes, Cryptoki, NoCryptoki, ReadAttributes, TokenSeen } from "./cryptoki.ts";
import {
  diversifiedByToken,
  generationOf,
  kindOfKey,
  type TokenWays,
  waysFor,
  zeroByToken,
} from "./token-cipher.ts";
import { endsSession, faultOfUse, loginFault, tokenFault } from "./token-faults.ts";

interface Held {
  readonly reference: KeyReference;
  readonly object: number;
  readonly ways: TokenWays;
}

interface Opened {
  readonly cryptoki: Cryptoki;
  readonly session: number;
  readonly can: ReadonlySet<number>;
  readonly keys: readonly Held[];
}

const checkBytes = 3;
const newestVersion = 255;
const ourNames = /^[a-z0-9-]{1,40}$/;

/**
 * Master keys in a PKCS#11 token, made so that it never gives them out: cards' keys are made inside it. A master is a secret key whose label is
 * its name and whose one-byte identifier is its version, so those that another tool brought in are found too.
 */
export function createTokenKeyStore(
  choice: TokenChoice,
  load: (library: string) => Promise<Result<Cryptoki, NoCryptoki>>,
): KeyVault {
  let open: Opened | null = null;
  /** What the token held when it was last open: to a locked one nobody else can tell. */
  let known: readonly KeyReference[] | null = null;

  const lock = () => {
    const before = open;
    open = null;
    if (before === null) return;
    const { cryptoki, session } = before;
    // The library takes these before any call that is asked for from now on.
    void cryptoki.logout(session);
    void cryptoki.closeSession(session);
  };
  const found = async (): Promise<
    Result<{ readonly cryptoki: Cryptoki; readonly token: TokenSeen }, KeyStoreFault>
  > => {
    const loaded = await load(choice.library);
    if (!loaded.ok) return loaded;
    const seen = await loaded.value.tokens();
    if (!seen.ok) return failed(tokenFault(seen.fault, choice.label));
    const fitting = seen.value.filter(
      ({ label, serial }) => label === choice.label && (choice.serial === null || serial === choice.serial),
    );
    const [token, another] = fitting;
    if (token === undefined) return failed({ kind: "no-token", label: choice.label });
    if (another !== undefined) return failed({ kind: "two-tokens", label: choice.label });
    return succeeded({ cryptoki: loaded.value, token });
  };
  /** What an answer of the token means for a store that was open. */
  const refusal = (code: number) => {
    if (endsSession(code)) lock();
    return failed(tokenFault(code, choice.label));
  };

  /** Puts a key under the next version of its name, however it comes into the token, and reads back that it is there. */
  const added = async (
    name: string,
    type: DiversifiedKeyType,
    put: (into: Opened, template: Attributes) => Promise<Result<number, number>>,
  ): Promise<Result<KeyReference, KeyStoreFault>> => {
    if (open === null) return failed({ kind: "keys-locked" });
    const { cryptoki, session, can } = open;
    const ways = waysFor(type, can);
    if (ways === null) return failed({ kind: "token-cannot", type });
    const now = await keysIn(cryptoki, session, can, choice.label);
    if (!now.ok) return now;
    const versions = now.value.flatMap(({ reference }) =>
      reference.name === name ? [reference.version] : [],
    );
    const version = Math.max(0, ...versions) + 1;
    if (version > newestVersion) return failed({ kind: "not-kept", cause: `${newestVersion}` });
    const made = await put(open, masterTemplate(name, version, type, ways));
    if (!made.ok) return refusal(made.fault);
    const keys = await keysIn(cryptoki, session, can, choice.label);
    if (!keys.ok) return keys;
    open = { cryptoki, session, can, keys: keys.value };
    known = keys.value.map(({ reference }) => reference);
    const kept = known.find((reference) => reference.name === name && reference.version === version);
    return kept === undefined ? failed({ kind: "not-kept", cause: "C_FindObjects" }) : succeeded(kept);
  };

  return {
    kind: "token",
    isOpen: () => open !== null,
    lock,
    operators: () => Promise.resolve([]),
    async list() {
      const there = await found();
      if (there.ok) return succeeded(open === null ? known : open.keys.map(({ reference }) => reference));
      if (there.fault.kind === "no-token") lock();
      return there;
    },
    currentVersion(name) {
      const versions = (known ?? []).flatMap((key) => (key.name === name ? [key.version] : []));
      return Promise.resolve(versions.length === 0 ? null : Math.max(...versions));
    },
    async unlock(_operator, passphrase) {
      lock();
      const there = await found();
      if (!there.ok) return there;
      const { cryptoki, token } = there.value;
      if ((token.flags & tokenFlag.pinLocked) !== 0) return failed({ kind: "pin-locked" });
      const session = await cryptoki.openSession(token.slot);
      if (!session.ok) return failed(tokenFault(session.fault, choice.label));
      const leave = async (fault: KeyStoreFault) => {
        await cryptoki.logout(session.value);
        await cryptoki.closeSession(session.value);
        return failed(fault);
      };
      const entered = await login(cryptoki, session.value, passphrase);
      if (!entered.ok) {
        const lastTry = await isLastTry(cryptoki, token);
        return leave(loginFault(entered.fault, lastTry, choice.label));
      }
      const can = await cryptoki.mechanisms(token.slot);
      if (!can.ok) return leave(tokenFault(can.fault, choice.label));
      const keys = await keysIn(cryptoki, session.value, can.value, choice.label);
      if (!keys.ok) return leave(keys.fault);
      open = { cryptoki, session: session.value, can: can.value, keys: keys.value };
      known = keys.value.map(({ reference }) => reference);
      return succeeded(undefined);
    },
    async diversify({ name, version }, derivation) {
      const master = { name, version };
      if (open === null) return failed({ kind: "keys-locked", ...master });
      const held = open.keys.find(
        ({ reference }) => reference.name === name && reference.version === version,
      );
      if (held === undefined || held.reference.type !== derivation.type) {
        return failed({ kind: "no-such-key", ...master });
      }
      const { cryptoki, session } = open;
      const { object, ways } = held;
      const key = await diversifiedByToken(
        { cryptoki, session, object, ways, type: derivation.type },
        derivation,
      );
      if (key.ok) return key;
      if (endsSession(key.fault)) lock();
      return failed(faultOfUse(key.fault, master));
    },
    addKey: (name, type, key) =>
      added(name, type, ({ cryptoki, session }, template) =>
        cryptoki.create(session, new Map([...template, [attribute.value, key]])),
      ),
    makeInside: (name, type) =>
      added(name, type, ({ cryptoki, session, can }, template) => {
        const way = generationOf(type, can);
        if (way === null) return Promise.resolve(failed(ck.mechanismInvalid));
        // Only an AES key may be of several lengths.
        const length = type.startsWith("aes") ? [[attribute.valueLength, keyLengthOf(type)] as const] : [];
        return cryptoki.generate(session, way, new Map([...template, ...length]));
      }),
  };
}

/** Whether the token says that the next wrong PIN locks it. */
async function isLastTry(cryptoki: Cryptoki, { slot }: TokenSeen): Promise<boolean> {
  const seen = await cryptoki.tokens();
  const flags = seen.ok ? seen.value.find((token) => token.slot === slot)?.flags : undefined;
  return ((flags ?? 0) & tokenFlag.pinFinalTry) !== 0;
}

async function login(cryptoki: Cryptoki, session: number, passphrase: string): Promise<Result<void, number>> {
  const pin = Buffer.from(passphrase);
  try {
    const done = await cryptoki.login(session, pin);
    if (done.ok || done.fault !== ck.userAlreadyLoggedIn) return done;
    // Somebody else in this process left it open: whoever opens now shows that they know the PIN all the same.
    await cryptoki.logout(session);
    return await cryptoki.login(session, pin);
  } finally {
    pin.fill(0);
  }
}

/** A master that the token keeps for itself: never shown, never taken out, good for enciphering and MACs alone, and never renamed. */
function masterTemplate(
  name: string,
  version: number,
  type: DiversifiedKeyType,
  ways: TokenWays,
): Attributes {
  return new Map<number, number | boolean | Uint8Array>([
    [attribute.class, secretKeyClass],
    [attribute.keyType, kindOfKey(type)],
    [attribute.token, true],
    [attribute.private, true],
    [attribute.modifiable, false],
    [attribute.label, Buffer.from(name)],
    [attribute.id, Uint8Array.of(version)],
    [attribute.sensitive, true],
    [attribute.extractable, false],
    [attribute.encrypt, true],
    [attribute.decrypt, false],
    [attribute.wrap, false],
    [attribute.unwrap, false],
    [attribute.derive, false],
    [attribute.sign, ways.cmac !== null],
    [attribute.verify, false],
  ]);
}

const asked = [
  attribute.label,
  attribute.id,
  attribute.keyType,
  attribute.valueLength,
  attribute.sensitive,
  attribute.extractable,
];

/** The masters in an open token. One that the token would give out is a refusal: it protects nothing, and nobody may think that it does. */
async function keysIn(
  cryptoki: Cryptoki,
  session: number,
  can: ReadonlySet<number>,
  label: string,
): Promise<Result<readonly Held[], KeyStoreFault>> {
  const objects = await cryptoki.find(
    session,
    new Map<number, number | boolean>([
      [attribute.class, secretKeyClass],
      [attribute.token, true],
    ]),
  );
  if (!objects.ok) return failed(tokenFault(objects.fault, label));
  const keys: Held[] = [];
  for (const object of objects.value) {
    const read = await cryptoki.read(session, object, asked);
    if (!read.ok) return failed(tokenFault(read.fault, label));
    const named = masterOf(read.value);
    if (named === null) continue;
    const { name, version, type } = named;
    if (!isTrue(read.value, attribute.sensitive) || isTrue(read.value, attribute.extractable)) {
      return failed({ kind: "key-extractable", name, version });
    }
    const ways = waysFor(type, can);
    if (ways === null) return failed({ kind: "token-cannot", type });
    if (keys.some(({ reference }) => reference.name === name && reference.version === version)) {
      return failed({ kind: "key-twice", name, version });
    }
    const zero = await zeroByToken({ cryptoki, session, object, type, ways });
    if (!zero.ok) return failed(tokenFault(zero.fault, label));
    const kcv = Buffer.from(zero.value.subarray(0, checkBytes)).toString("hex").toUpperCase();
    keys.push({ reference: { name, version, type, kcv, madeAt: null }, object, ways });
  }
  return succeeded(keys.toSorted((a, b) => a.reference.version - b.reference.version));
}

/** What a secret key is to us; null: another program's. */
function masterOf(
  read: ReadAttributes,
): { readonly name: string; readonly version: number; readonly type: DiversifiedKeyType } | null {
  const name = Buffer.from(read.get(attribute.label) ?? []).toString("utf8");
  const id = read.get(attribute.id);
  const version = id?.length === 1 ? (id[0] ?? 0) : 0;
  const type = typeOf(numberOf(read.get(attribute.keyType)), numberOf(read.get(attribute.valueLength)));
  return ourNames.test(name) && version > 0 && type !== null ? { name, version, type } : null;
}

function typeOf(kind: number | null, length: number | null): DiversifiedKeyType | null {
  if (kind === keyKind.des2) return "2tdea";
  if (kind === keyKind.des3) return "3tdea";
  if (kind !== keyKind.aes) return null;
  return (["aes-128", "aes-192", "aes-256"] as const).find((type) => keyLengthOf(type) === length) ?? null;
}

function isTrue(read: ReadAttributes, wanted: number): boolean {
  return (read.get(wanted)?.[0] ?? 0) !== 0;
}

/** A CK_ULONG of a library, as wide as it makes it; those read here all fit 32 bits. */
function numberOf(bytes: Uint8Array | null | undefined): number | null {
  return bytes === null || bytes === undefined || bytes.length < 4 ? null : Buffer.from(bytes).readUInt32LE();
}
