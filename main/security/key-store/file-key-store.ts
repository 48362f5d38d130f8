import { randomBytes, randomUUID } from "node:crypto";
import { instantOf } from "../../core/calendar.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { KeyReference, KeyStoreFault, KeyVault } from "../../core/ports/key-store.ts";
import { failed, type Result, succeeded } from "../../core/result.ts";
import { diversified } from "../an10922.ts";
import { opened, sealed } from "../sealed.ts";
import { checkValueOf } from "./check-value.ts";
import {
  isUnaltered,
  type KeyEntry,
  type KeyFile,
  readKeyFile,
  sealedFile,
  textOfKeyFile,
} from "./key-file.ts";
import { shortestPassphrase, unwrapped, wrapped } from "./passphrase.ts";
import { secretOfShares, writtenShares } from "./recovery-shares.ts";
import { replaceFile } from "./replace-file.ts";

const keyBytes = 32;
const setBytes = 2;

type Done = Promise<Result<void, KeyStoreFault>>;

/** Shares that were made and count for nothing until they are kept. */
export interface NewShares {
  readonly shares: readonly string[];
  /** Seals the data key under what the shares give; older shares open nothing from then on. */
  keep(): Done;
}

/** Master keys in one enciphered file, under a data key that each operator opens with their own passphrase. */
export interface FileKeyStore extends KeyVault {
  /** Makes the file, with its first operator, and leaves it open. Refuses where a file is. */
  create(operator: string, passphrase: string): Done;
  addOperator(operator: string, passphrase: string): Done;
  /** Takes an operator's way in. Whoever took a copy of the file before can still open that copy. */
  removeOperator(operator: string): Done;
  newShares(): Promise<Result<NewShares, KeyStoreFault>>;
  /** When shares were last kept; null: nobody could open this store if every passphrase were forgotten. */
  recoveryMadeAt(): Promise<KeyReference["madeAt"]>;
  /** Opens with two written shares, and gives an operator, known or new, this passphrase. */
  recover(shares: readonly string[], operator: string, passphrase: string): Done;
  /** Keeps a copy of the database's key, and gives it back. */
  keepDatabaseKey(key: Uint8Array): Done;
  databaseKey(): Promise<Result<Buffer | null, KeyStoreFault>>;
}

interface Opened {
  readonly content: KeyFile;
  readonly dataKey: Buffer;
}

/** The key store in `file`. Reads it again at every question while it is locked; an open one holds what it read. */
export function createFileKeyStore(file: string, clock: Clock): FileKeyStore {
  let open: Opened | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  /** One change after the other. */
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const done = turn.then(act);
    turn = done.catch(() => undefined);
    return done;
  };
  const current = async (): Promise<Result<KeyFile, KeyStoreFault>> =>
    open === null ? readKeyFile(file) : succeeded(open.content);
  const lock = () => {
    open?.dataKey.fill(0);
    open = null;
  };
  const write = async (content: KeyFile): Done => {
    try {
      await replaceFile(file, Buffer.from(textOfKeyFile(content)));
      return succeeded(undefined);
    } catch (cause) {
      return failed({ kind: "not-kept", cause: codeOf(cause) });
    }
  };
  /** Keeps a change of an open store: on the disk first, and only then in memory. */
  const change = (make: (now: Opened) => Promise<Result<Partial<KeyFile>, KeyStoreFault>>): Done =>
    inTurn(async () => {
      if (open === null) return failed({ kind: "keys-locked" });
      const onDisk = await readKeyFile(file);
      if (!onDisk.ok) return onDisk;
      if (textOfKeyFile(onDisk.value) !== textOfKeyFile(open.content)) return failed({ kind: "altered" });
      const made = await make(open);
      if (!made.ok) return made;
      const { seal: _old, ...content } = { ...open.content, ...made.value };
      const next = sealedFile(content, open.dataKey);
      const kept = await write(next);
      if (kept.ok) open = { content: next, dataKey: open.dataKey };
      return kept;
    });
  /** Takes a data key into use, once the file and every key in it are what was written. */
  const takeIn = (content: KeyFile, dataKey: Buffer): Result<void, KeyStoreFault> => {
    if (
      !isUnaltered(content, dataKey) ||
      !content.keys.every((entry) => opensRightly(content, entry, dataKey))
    ) {
      dataKey.fill(0);
      return failed({ kind: "altered" });
    }
    lock();
    open = { content, dataKey };
    return succeeded(undefined);
  };

  return {
    kind: "file",
    isOpen: () => open !== null,
    lock,
    async list() {
      const read = await current();
      return read.ok ? succeeded(read.value.keys.map(referenceOf)) : read;
    },
    async operators() {
      const read = await current();
      return read.ok ? read.value.wraps.map(({ operator }) => operator) : [];
    },
    async currentVersion(name) {
      const read = await current();
      if (!read.ok) return null;
      return read.value.keys.reduce<number | null>(
        (newest, key) => (key.name === name ? Math.max(newest ?? 0, key.version) : newest),
        null,
      );
    },
    async recoveryMadeAt() {
      const read = await current();
      return read.ok ? (read.value.recovery?.madeAt ?? null) : null;
    },
    create: (operator, passphrase) =>
      inTurn(async () => {
        if (passphrase.length < shortestPassphrase) return tooShort;
        const before = await readKeyFile(file);
        if (before.ok) return failed({ kind: "operator-known" });
        if (before.fault.kind !== "no-store") return before;
        const store = randomUUID();
        const dataKey = randomBytes(keyBytes);
        const wraps = [await wrapped(dataKey, store, operator, passphrase)];
        const content = sealedFile(
          { format: 1, store, wraps, recovery: null, keys: [], databaseKey: null },
          dataKey,
        );
        const kept = await write(content);
        return kept.ok ? takeIn(content, dataKey) : kept;
      }),
    unlock: (operator, passphrase) =>
      inTurn(async () => {
        const read = await readKeyFile(file);
        if (!read.ok) return read;
        const own = read.value.wraps.find((one) => one.operator === operator);
        if (own === undefined) return failed({ kind: "no-such-operator" });
        const dataKey = await unwrapped(own, read.value.store, passphrase);
        if (dataKey === null) return failed({ kind: "wrong-passphrase", triesLeft: null });
        return takeIn(read.value, dataKey);
      }),
    diversify(master, { type, padding, input }) {
      const { name, version } = master;
      if (open === null) return Promise.resolve(failed({ kind: "keys-locked", name, version }));
      const entry = open.content.keys.find((key) => key.name === name && key.version === version);
      if (entry === undefined || entry.type !== type) {
        return Promise.resolve(failed({ kind: "no-such-key", name, version }));
      }
      const key = openedKey(open.content, entry, open.dataKey);
      if (key === null) throw new Error("a key that opened when the store did opens no more");
      try {
        return Promise.resolve(succeeded(diversified(type, key, input, padding)));
      } finally {
        key.fill(0);
      }
    },
    makeInside: null,
    async addKey(name, type, key) {
      let reference: KeyReference | null = null;
      const kept = await change(({ content, dataKey }) => {
        const versions = content.keys.flatMap((one) => (one.name === name ? [one.version] : []));
        const version = Math.max(0, ...versions) + 1;
        const kcv = checkValueOf(type, key);
        const madeAt = instantOf(clock.now());
        const box = Buffer.from(sealed(dataKey, key, boundTo(content.store, { name, version, type })));
        const entry: KeyEntry = { name, version, type, kcv, madeAt, box: box.toString("base64") };
        reference = referenceOf(entry);
        return Promise.resolve(succeeded({ keys: [...content.keys, entry] }));
      });
      if (!kept.ok) return kept;
      if (reference === null) throw new Error("a key was kept and not named");
      return succeeded(reference);
    },
    addOperator: (operator, passphrase) =>
      change(async ({ content, dataKey }) => {
        if (passphrase.length < shortestPassphrase) return tooShort;
        if (content.wraps.some((one) => one.operator === operator)) return failed({ kind: "operator-known" });
        return succeeded({
          wraps: [...content.wraps, await wrapped(dataKey, content.store, operator, passphrase)],
        });
      }),
    removeOperator: (operator) =>
      change(({ content }) => {
        const left = content.wraps.filter((one) => one.operator !== operator);
        if (left.length === content.wraps.length)
          return Promise.resolve(failed({ kind: "no-such-operator" }));
        return Promise.resolve(
          left.length === 0 ? failed({ kind: "last-operator" }) : succeeded({ wraps: left }),
        );
      }),
    async newShares() {
      if (open === null) return failed({ kind: "keys-locked" });
      const secret = randomBytes(keyBytes);
      const set = randomBytes(setBytes);
      const shares = await writtenShares(secret, set);
      const about = recoveryOf(open.content.store, set.toString("hex"));
      const box = Buffer.from(sealed(secret, open.dataKey, about)).toString("base64");
      secret.fill(0);
      const recovery = { set: set.toString("hex"), madeAt: instantOf(clock.now()), box };
      return succeeded({ shares, keep: () => change(() => Promise.resolve(succeeded({ recovery }))) });
    },
    recover: (shares, operator, passphrase) =>
      inTurn(async () => {
        if (passphrase.length < shortestPassphrase) return tooShort;
        const read = await readKeyFile(file);
        if (!read.ok) return read;
        const { recovery, store, wraps } = read.value;
        if (recovery === null) return failed({ kind: "no-recovery" });
        const combined = await secretOfShares(shares);
        if (!combined.ok) return combined;
        const { secret, set } = combined.value;
        const about = recoveryOf(store, set.toString("hex"));
        const found = opened(secret, Buffer.from(recovery.box, "base64"), about);
        secret.fill(0);
        if (found === null) return failed({ kind: "shares-do-not-fit" });
        const dataKey = Buffer.from(found);
        found.fill(0);
        const taken = takeIn(read.value, dataKey);
        if (!taken.ok) return taken;
        const others = wraps.filter((one) => one.operator !== operator);
        const { seal: _old, ...content } = read.value;
        const fresh = [...others, await wrapped(dataKey, store, operator, passphrase)];
        const next = sealedFile({ ...content, wraps: fresh }, dataKey);
        const kept = await write(next);
        if (kept.ok) open = { content: next, dataKey };
        return kept;
      }),
    keepDatabaseKey: (key) =>
      change(({ content, dataKey }) => {
        const box = Buffer.from(sealed(dataKey, key, databaseKeyOf(content.store)));
        return Promise.resolve(succeeded({ databaseKey: box.toString("base64") }));
      }),
    databaseKey() {
      if (open === null) return Promise.resolve(failed({ kind: "keys-locked" }));
      const { databaseKey: box, store } = open.content;
      if (box === null) return Promise.resolve(succeeded(null));
      const key = opened(open.dataKey, Buffer.from(box, "base64"), databaseKeyOf(store));
      return Promise.resolve(key === null ? failed({ kind: "altered" }) : succeeded(Buffer.from(key)));
    },
  };
}

const tooShort = failed({ kind: "passphrase-too-short", least: shortestPassphrase } as const);

function referenceOf({ name, version, type, kcv, madeAt }: KeyEntry): KeyReference {
  return { name, version, type, kcv, madeAt };
}

/** A box moved to another key's name, version or type does not open there. */
function boundTo(
  store: string,
  { name, version, type }: Pick<KeyEntry, "name" | "version" | "type">,
): string {
  return JSON.stringify(["guichet key", store, name, version, type]);
}

function recoveryOf(store: string, set: string): string {
  return JSON.stringify(["guichet recovery", store, set]);
}

function databaseKeyOf(store: string): string {
  return JSON.stringify(["guichet database key", store]);
}

function openedKey(content: KeyFile, entry: KeyEntry, dataKey: Uint8Array): Buffer | null {
  const key = opened(dataKey, Buffer.from(entry.box, "base64"), boundTo(content.store, entry));
  return key === null ? null : Buffer.from(key.buffer, key.byteOffset, key.length);
}

function opensRightly(content: KeyFile, entry: KeyEntry, dataKey: Uint8Array): boolean {
  const key = openedKey(content, entry, dataKey);
  if (key === null) return false;
  try {
    return checkValueOf(entry.type, key) === entry.kcv;
  } finally {
    key.fill(0);
  }
}

function codeOf(cause: unknown): string {
  if (cause instanceof Error && "code" in cause && typeof cause.code === "string") return cause.code;
  throw cause;
}
