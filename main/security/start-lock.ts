import { access, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../core/ports/clock.ts";
import type { KeyStoreFault } from "../core/ports/key-store.ts";
import type { StartCredential, StartFault, StartLock, StartRefusal } from "../core/ports/start-lock.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import { leavingKeyFile, openDatabaseKey, openKeyFile, wrappedKeyFile } from "./database-key.ts";
import { createFileKeyStore, type FileKeyStore } from "./key-store/file-key-store.ts";
import { readKeyFile } from "./key-store/key-file.ts";
import { replaceFile, syncFolder } from "./key-store/replace-file.ts";
import { wipeFile } from "./wipe-file.ts";

type Done = Promise<Result<void, StartFault>>;

/** Why a desk has no key to start with. */
export type NoStartKey =
  | { readonly kind: "start-locked"; readonly holders: readonly string[] }
  | { readonly kind: "start-refused"; readonly because: StartRefusal }
  | { readonly kind: "no-key" };

/** The key of a desk whose data folder has it only enciphered. Changes nothing. */
export async function wrappedDatabaseKey(
  folder: string,
  clock: Clock,
  credential: StartCredential | null,
): Promise<Result<Buffer, NoStartKey>> {
  const file = join(folder, wrappedKeyFile);
  const read = await readKeyFile(file);
  if (!read.ok) {
    const { kind } = read.fault;
    return failed(kind === "no-store" ? { kind: "no-key" } : { kind: "start-refused", because: kind });
  }
  if (credential === null) {
    return failed({ kind: "start-locked", holders: read.value.wraps.map(({ operator }) => operator) });
  }
  const key = await keyFrom(createFileKeyStore(file, clock), credential);
  return key.ok ? key : failed({ kind: "start-refused", because: refusal(key.fault) });
}

/** The copy of the key that the desk's file key store has, for one of that store's operators. */
export async function copiedDatabaseKey(
  store: FileKeyStore,
  { holder, passphrase }: StartCredential,
): Promise<Result<Buffer, NoStartKey>> {
  const opened = await store.unlock(holder, passphrase);
  if (!opened.ok && opened.fault.kind === "no-store") return failed({ kind: "no-key" });
  if (!opened.ok) return failed({ kind: "start-refused", because: refusal(startFault(opened.fault)) });
  const kept = await store.databaseKey();
  store.lock();
  if (!kept.ok) return failed({ kind: "start-refused", because: refusal(startFault(kept.fault)) });
  return kept.value === null ? failed({ kind: "no-key" }) : succeeded(kept.value);
}

/** What a store that is only read can say. */
function refusal({ kind }: StartFault): StartRefusal {
  switch (kind) {
    case "wrong-passphrase":
    case "no-such-holder":
    case "damaged":
    case "altered":
    case "weakened":
      return kind;
    case "try-later":
    case "holder-known":
    case "last-holder":
    case "passphrase-too-short":
    case "not-kept":
    case "being-moved":
    case "other-mode":
      throw new Error(`a file that was only read said ${kind}`);
  }
}

interface Needs {
  readonly folder: string;
  /** The key of the database, which an open desk has in memory. */
  readonly key: Uint8Array;
  readonly clock: Clock;
  /** Holds the data folder's start for one change; null while another process changes it. */
  readonly hold: () => (() => void) | null;
}

/**
 * The start of a desk. The files say the mode and nothing else does: while the open key is there it is what a start reads, and the enciphered
 * one is what an interrupted move left. So each move has one moment at which it is done: a rename.
 */
export function createStartLock({ folder, key, clock, hold }: Needs): StartLock & {
  /** Takes away what an interrupted move left. Only for a desk that opened its database with this key. */
  tidy(): Promise<void>;
} {
  const openFile = join(folder, openKeyFile);
  const wrapped = join(folder, wrappedKeyFile);
  const store = () => createFileKeyStore(wrapped, clock);
  const isUnattended = () => isThere(openFile);
  /** One change at a time, of this process or another. */
  const change = async (act: () => Done): Done => {
    const release = hold();
    if (release === null) return failed({ kind: "being-moved" });
    try {
      return await act();
    } catch (cause) {
      return failed({ kind: "not-kept", cause: codeOf(cause) });
    } finally {
      release();
    }
  };
  /** A store opened by one of its holders that has our key; locked again whatever happens. */
  const withStore = (by: StartCredential, act: (open: FileKeyStore) => Done): Done =>
    change(async () => {
      if (await isUnattended()) return failed({ kind: "other-mode" });
      const own = store();
      try {
        const opened = await own.unlock(by.holder, by.passphrase);
        if (!opened.ok) return failed(startFault(opened.fault));
        return (await hasKey(own, key)) ? await act(own) : failed({ kind: "altered" });
      } finally {
        own.lock();
      }
    });
  const tidy = async () => {
    await wipe(leavingKeyFile);
    await wipe(`${openKeyFile}.new`);
    await rm(`${wrapped}.new`, { force: true });
    if (await isUnattended()) await rm(wrapped, { force: true });
  };
  const wipe = (name: string) => wipeFile(join(folder, name));

  return {
    async view() {
      return (await isUnattended())
        ? { mode: "unattended", holders: [] }
        : { mode: "ask", holders: await store().operators() };
    },
    ask: ({ holder, passphrase }) =>
      change(async () => {
        const now = await openDatabaseKey(folder);
        if (now === null) return failed({ kind: "other-mode" });
        if (!now.equals(key)) return failed({ kind: "altered" });
        await tidy();
        const made = store();
        try {
          const created = await made.create(holder, passphrase);
          if (!created.ok) return failed(startFault(created.fault));
          const kept = await made.keepDatabaseKey(key);
          if (!kept.ok) return failed(startFault(kept.fault));
        } finally {
          made.lock();
        }
        const read = await keyFrom(store(), { holder, passphrase });
        if (!read.ok) return read;
        if (!read.value.equals(key)) return failed({ kind: "altered" });
        read.value.fill(0);
        await rename(openFile, join(folder, leavingKeyFile));
        await syncFolder(folder);
        await wipe(leavingKeyFile);
        return succeeded(undefined);
      }),
    unattended: (by) =>
      withStore(by, async () => {
        await replaceFile(openFile, key);
        await tidy();
        return succeeded(undefined);
      }),
    restore: () =>
      change(async () => {
        if (await isUnattended()) return failed({ kind: "other-mode" });
        await replaceFile(openFile, key);
        await tidy();
        return succeeded(undefined);
      }),
    addHolder: (by, { holder, passphrase }) =>
      withStore(by, async (own) => {
        const added = await own.addOperator(holder, passphrase);
        return added.ok ? added : failed(startFault(added.fault));
      }),
    removeHolder: (by, holder) =>
      withStore(by, async (own) => {
        const removed = await own.removeOperator(holder);
        return removed.ok ? removed : failed(startFault(removed.fault));
      }),
    async tidy() {
      await change(async () => {
        await tidy();
        return succeeded(undefined);
      });
    },
  };
}

async function hasKey(store: FileKeyStore, key: Uint8Array): Promise<boolean> {
  const kept = await store.databaseKey();
  if (!kept.ok || kept.value === null) return false;
  const isSame = kept.value.equals(key);
  kept.value.fill(0);
  return isSame;
}

/** Opens a store for the key in it, and locks it again. */
async function keyFrom(
  store: FileKeyStore,
  { holder, passphrase }: StartCredential,
): Promise<Result<Buffer, StartFault>> {
  try {
    const opened = await store.unlock(holder, passphrase);
    if (!opened.ok) return failed(startFault(opened.fault));
    const kept = await store.databaseKey();
    if (!kept.ok) return failed(startFault(kept.fault));
    return kept.value === null ? failed({ kind: "damaged" }) : succeeded(kept.value);
  } finally {
    store.lock();
  }
}

/** A key store's fault, where its file keeps the database's key alone. */
function startFault(fault: KeyStoreFault): StartFault {
  switch (fault.kind) {
    case "wrong-passphrase":
    case "try-later":
    case "passphrase-too-short":
    case "damaged":
    case "altered":
    case "weakened":
    case "not-kept":
      return fault;
    case "no-such-operator":
      return { kind: "no-such-holder" };
    case "operator-known":
      return { kind: "holder-known" };
    case "last-operator":
      return { kind: "last-holder" };
    case "no-store":
      return { kind: "other-mode" };
    case "keys-locked":
    case "keys-unreachable":
    case "no-such-key":
    case "shares-do-not-fit":
    case "share-mistyped":
    case "no-recovery":
    case "library-missing":
    case "no-token":
    case "two-tokens":
    case "wrong-pin":
    case "pin-locked":
    case "pin-not-set":
    case "token-cannot":
    case "key-extractable":
    case "key-twice":
    case "token-refused":
      throw new Error(`a file that keeps the database's key said ${fault.kind}`);
  }
}

async function isThere(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return false;
    throw cause;
  }
}

function codeOf(cause: unknown): string {
  if (cause instanceof Error && "code" in cause && typeof cause.code === "string") return cause.code;
  throw cause;
}
