import { createHmac, hkdfSync } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Cryptoki, NoCryptoki } from "../native/pkcs11/cryptoki.ts";
import { createTokenKeyStore } from "../native/pkcs11/token-key-store.ts";
import type { Acting, AuditLog } from "./core/ports/audit-log.ts";
import type { Clock } from "./core/ports/clock.ts";
import type { KeyRoom, TokenShown } from "./core/ports/key-room.ts";
import type { CardKeySource, KeyStoreFault } from "./core/ports/key-store.ts";
import { failed, type Result, succeeded } from "./core/result.ts";
import { createFileKeyStore, type FileKeyStore } from "./security/key-store/file-key-store.ts";
import { createKeyRoom, type KeyPlace } from "./security/key-store/key-room.ts";
import { createPublishedKeySource } from "./security/key-store/published-keys.ts";
import type { Settings } from "./settings/settings.ts";
import { changeSettings } from "./settings/settings-file.ts";

const chipNameLength = 16;

/** What the keys of a desk are opened with. */
interface Surroundings {
  readonly folder: string;
  readonly simulate: boolean;
  readonly settings: Settings;
  readonly databaseKey: Uint8Array;
  readonly clock: Clock;
  readonly acting: Acting;
  readonly audit: AuditLog;
}

/** The key room of a desk: the store its settings name, or keys everybody can know while nothing real is made. */
export function openKeys({ folder, simulate, settings, databaseKey, ...rest }: Surroundings): KeyRoom {
  const fileStore = () => createFileKeyStore(keyStoreFile(folder), rest.clock);
  const named = simulate ? ({ kind: "simulated" } as const) : settings.keyStore;
  const naming = new Uint8Array(
    hkdfSync("sha256", databaseKey, new Uint8Array(), "guichet chip names in the audit", 32),
  );
  const { idleMinutes, usesUntilLock, chipsPerHour } = settings.keyLimits;
  return createKeyRoom({
    ...rest,
    place: placeOf(named, fileStore),
    async makeFileStore() {
      await keepPlace(folder, { kind: "file" });
      return fileStore();
    },
    async makeTokenStore(token) {
      await keepPlace(folder, { kind: "pkcs11", ...token });
      return createTokenKeyStore(token, loadTokens);
    },
    tokens: tokensOf,
    limits: { idleMs: idleMinutes * 60_000, usesUntilLock, chipsPerHour },
    chipName: (chip) =>
      createHmac("sha256", naming).update(chip).digest("hex").slice(0, chipNameLength).toUpperCase(),
    async opened(store) {
      const kept = await store.databaseKey();
      if (kept.ok && kept.value?.equals(databaseKey) !== true) await store.keepDatabaseKey(databaseKey);
      if (kept.ok) kept.value?.fill(0);
    },
    lockAsked: () => {
      const asked = join(folder, lockAskedFile);
      if (!existsSync(asked)) return false;
      rmSync(asked, { force: true });
      return true;
    },
  });
}

/** The keys that a data folder's settings name, as nobody opened them: those of a store tell versions and no key. */
export function unopenedKeys(folder: string, named: Settings["keyStore"], clock: Clock): CardKeySource {
  const place = placeOf(named, () => createFileKeyStore(keyStoreFile(folder), clock));
  return place.kind === "simulated" ? place.source : place.vault;
}

function placeOf(named: Settings["keyStore"], fileStore: () => FileKeyStore): KeyPlace {
  switch (named.kind) {
    case "simulated":
      return { kind: "simulated", source: createPublishedKeySource() };
    case "file":
      return { kind: "file", vault: fileStore() };
    case "pkcs11": {
      const { kind: _named, ...token } = named;
      return { kind: "token", vault: createTokenKeyStore(token, loadTokens), token };
    }
  }
}

/** Tokens that a PKCS#11 library shows now, those that have a name. */
export async function tokensOf(library: string): Promise<Result<readonly TokenShown[], KeyStoreFault>> {
  const loaded = await loadTokens(library);
  if (!loaded.ok) return loaded;
  const seen = await loaded.value.tokens();
  if (!seen.ok) return failed({ kind: "keys-unreachable" });
  return succeeded(
    seen.value
      .filter(({ label }) => label !== "")
      .map(({ label, manufacturer, model, serial }) => ({ label, manufacturer, model, serial })),
  );
}

async function keepPlace(folder: string, keyStore: Settings["keyStore"]): Promise<void> {
  const kept = await changeSettings(folder, (now) => ({ ...now, keyStore }));
  if (!kept.ok) throw new Error(`${kept.fault.kind}: ${kept.fault.field}`);
}

/** The library is read when a token is first looked for: it must not make a desk start later. */
async function loadTokens(library: string): Promise<Result<Cryptoki, NoCryptoki>> {
  const { loadCryptoki } = await import("../native/pkcs11/cryptoki.ts");
  return loadCryptoki(library);
}

/** Asks whichever desk runs on a data folder to lock its keys. */
export async function askKeysLocked(folder: string): Promise<void> {
  await writeFile(join(folder, lockAskedFile), "", { mode: 0o600 });
}

/** The file whose presence asks a running desk to lock its keys. */
const lockAskedFile = "lock-keys";

/** Where the enciphered key store of a data folder lies. */
export function keyStoreFile(folder: string): string {
  return join(folder, "keys.json");
}
