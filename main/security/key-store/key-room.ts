import { instantOf } from "../../core/calendar.ts";
import type { ChipUid } from "../../core/card.ts";
import { isIdle, judgedUse, type KeyLimits, type KeyUses, noUsesYet } from "../../core/key-use.ts";
import type { Acting, AuditedAct, AuditLog } from "../../core/ports/audit-log.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type {
  CeremonyFault,
  KeyRoom,
  KeyRoomView,
  KeyUse,
  LockedBecause,
  TokenChoice,
  TokenShown,
} from "../../core/ports/key-room.ts";
import type {
  CardKeySource,
  KeyDerivation,
  KeyFault,
  KeyStoreFault,
  KeyVault,
  MasterKey,
} from "../../core/ports/key-store.ts";
import { failed, type Result, succeeded } from "../../core/result.ts";
import { beginCeremony, type Ceremony, samePerson } from "./ceremony.ts";
import type { FileKeyStore, NewShares } from "./file-key-store.ts";
import { createWrongTries } from "./wrong-tries.ts";

/** Where the keys of a desk lie: keys everybody can know, an enciphered file, or a token. */
export type KeyPlace =
  | { readonly kind: "simulated"; readonly source: CardKeySource }
  | { readonly kind: "file"; readonly vault: FileKeyStore }
  | { readonly kind: "token"; readonly vault: KeyVault; readonly token: TokenChoice };

interface Needs {
  readonly place: KeyPlace;
  /** Makes the data folder's file store, or a token, the one this desk has from now on. */
  readonly makeFileStore: () => Promise<FileKeyStore>;
  readonly makeTokenStore: (token: TokenChoice) => Promise<KeyVault>;
  readonly tokens: (library: string) => Promise<Result<readonly TokenShown[], KeyStoreFault>>;
  readonly limits: KeyLimits;
  readonly clock: Clock;
  readonly acting: Acting;
  readonly audit: Pick<AuditLog, "append">;
  /** A name for a chip that leads back to no number. */
  readonly chipName: (chip: ChipUid) => string;
  /** Called when a file store was opened: the copy of the database's key is kept there. */
  readonly opened: (store: FileKeyStore) => Promise<void>;
  /** Whether somebody outside this process asked for the keys to be locked since this was last asked. */
  readonly lockAsked: () => boolean;
}

type RoomFault = KeyStoreFault | CeremonyFault;

interface Opening {
  readonly by: string;
  readonly atMs: number;
}

const usesShown = 20;
const lookEveryMs = 1000;
const ceremonyMs = 1_800_000;

/** The key room of a desk. */
export function createKeyRoom(needs: Needs): KeyRoom {
  const { limits, clock, acting, audit, chipName } = needs;
  let { place } = needs;
  let opening: Opening | null = null;
  let lockedBecause: LockedBecause | null = place.kind === "simulated" ? null : "started";
  let uses: KeyUses = noUsesYet(clock.now(), null);
  let lastUses: readonly KeyUse[] = [];
  let ceremony: { readonly run: Ceremony; readonly sinceMs: number } | null = null;
  let shares: NewShares | null = null;
  const wrong = createWrongTries(clock);
  const listeners = new Set<() => void>();

  const changed = () => {
    for (const listener of listeners) listener();
  };
  const keep = (act: Omit<AuditedAct, "subject">) => audit.append({ ...act, subject: null });
  const vault = (): KeyVault | null => (place.kind === "simulated" ? null : place.vault);
  const fileStore = (): FileKeyStore | null => (place.kind === "file" ? place.vault : null);
  const dropCeremony = () => {
    ceremony?.run.forget();
    ceremony = null;
  };
  const lock = async (because: LockedBecause) => {
    const own = vault();
    if (own === null || !own.isOpen()) return;
    own.lock();
    dropCeremony();
    shares = null;
    opening = null;
    lockedBecause = because;
    changed();
    await keep({ act: "keys.lock", outcome: "done", facts: { reason: because } });
  };
  const nowOpen = async (by: string, act: string): Promise<void> => {
    needs.lockAsked();
    opening = { by, atMs: clock.now() };
    lockedBecause = null;
    uses = noUsesYet(clock.now(), uses);
    wrong.forget();
    changed();
    const own = fileStore();
    if (own !== null) await needs.opened(own);
    await keep({ act, outcome: "done", facts: { after: { operator: by } } });
  };
  /** Keeps what was done about the keys, or why it was not. */
  const told = async <T>(
    act: string,
    after: Readonly<Record<string, unknown>>,
    run: () => Promise<Result<T, RoomFault>>,
  ): Promise<Result<T, RoomFault>> => {
    const done = await run();
    uses = { ...uses, lastMs: clock.now() };
    changed();
    await keep({
      act,
      outcome: done.ok ? "done" : "refused",
      facts: done.ok ? { after } : { reason: done.fault.kind, after },
    });
    return done;
  };
  const countWrong = (fault: KeyStoreFault): KeyStoreFault => {
    if (fault.kind !== "wrong-passphrase" && fault.kind !== "wrong-pin") return fault;
    const triesLeft = wrong.count();
    // A token counts by itself, and says only when the last try comes.
    if (fault.kind === "wrong-pin") return fault;
    return { kind: "wrong-passphrase", triesLeft: fault.triesLeft ?? triesLeft };
  };
  const noteUse = (master: MasterKey, chip: string | null, refused: KeyFault["kind"] | null) => {
    const number = (lastUses[0]?.number ?? 0) + 1;
    const use = { number, at: instantOf(clock.now()), ...master, chip, by: acting.now(), refused };
    lastUses = [use, ...lastUses].slice(0, usesShown);
    changed();
  };
  /** A key is given out only once its use is kept. */
  const use = async (
    { name, version }: MasterKey,
    derivation: KeyDerivation,
  ): Promise<Result<Uint8Array, KeyFault>> => {
    const master = { name, version };
    const chip = derivation.chip === null ? null : chipName(derivation.chip);
    const refuse = async (fault: KeyFault) => {
      noteUse(master, chip, fault.kind);
      const after = { key: name, version, chip };
      await keep({ act: "keys.use", outcome: "refused", facts: { reason: fault.kind, after } });
      return failed(fault);
    };
    const own = vault();
    if (own === null || !own.isOpen()) return refuse({ kind: "keys-locked", ...master });
    const verdict = judgedUse(uses, limits, chip ?? "unknown", clock.now());
    if (verdict.kind === "lock") {
      await lock(verdict.because);
      return refuse({ kind: "keys-locked", ...master });
    }
    if (verdict.kind === "slowed") return refuse({ ...verdict, kind: "keys-slowed", ...master });
    const key = await own.diversify(master, derivation);
    if (!key.ok) return refuse(key.fault);
    ({ uses } = verdict);
    noteUse(master, chip, null);
    const after = { key: name, version, chip, openedBy: opening?.by ?? null };
    const kept = await keep({ act: "keys.use", outcome: "done", facts: { after } });
    if (kept.ok) return key;
    key.value.fill(0);
    return failed({ kind: "keys-unreachable", ...master });
  };
  const look = () => {
    if (ceremony !== null && clock.now() - ceremony.sinceMs >= ceremonyMs) {
      dropCeremony();
      changed();
    }
    const own = vault();
    if (own === null || !own.isOpen()) return;
    if (needs.lockAsked()) void lock("asked");
    else if (isIdle(uses, limits, clock.now())) void lock("idle");
  };
  const timer = setInterval(look, lookEveryMs);
  timer.unref();

  const view = async (): Promise<KeyRoomView> => {
    const own = vault();
    const listed = own === null ? succeeded(null) : await own.list();
    const keys = listed.ok ? listed.value : null;
    const isOpen = own?.isOpen() === true;
    const state = (): KeyRoomView["state"] => {
      if (place.kind === "simulated" || isOpen) return "open";
      if (listed.ok) return "locked";
      return listed.fault.kind === "no-store" ? "no-store" : "refused";
    };
    return {
      kind: place.kind,
      token: place.kind === "token" ? place.token : null,
      state: state(),
      fault: listed.ok || listed.fault.kind === "no-store" ? null : listed.fault,
      lockedBecause,
      openedBy: isOpen ? (opening?.by ?? null) : null,
      openedAt: isOpen && opening !== null ? instantOf(opening.atMs) : null,
      keys:
        keys?.map((key) => ({
          ...key,
          current: keys.every((other) => other.name !== key.name || other.version <= key.version),
        })) ?? null,
      operators: own === null ? [] : await own.operators(),
      recoveryMadeAt: (await fileStore()?.recoveryMadeAt()) ?? null,
      limits,
      usesSinceOpened: uses.count,
      chipsThisHour: uses.chips.size,
      lastUses,
      ceremony: ceremony?.run.view() ?? null,
    };
  };
  const withFile = async <T>(
    run: (store: FileKeyStore) => Promise<Result<T, KeyStoreFault>>,
  ): Promise<Result<T, KeyStoreFault>> => {
    const own = fileStore();
    return own === null ? failed({ kind: "no-store" }) : run(own);
  };

  return {
    diversify: (master, derivation) =>
      place.kind === "simulated" ? place.source.diversify(master, derivation) : use(master, derivation),
    currentVersion: (name) =>
      place.kind === "simulated" ? place.source.currentVersion(name) : place.vault.currentVersion(name),
    view,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async create(operator, passphrase) {
      if (place.kind === "token") return failed({ kind: "token-refused", cause: "C_InitToken" });
      const store = place.kind === "file" ? place.vault : await needs.makeFileStore();
      const made = await store.create(operator, passphrase);
      if (!made.ok) return made;
      place = { kind: "file", vault: store };
      await nowOpen(operator, "keys.create");
      return made;
    },
    async unlock(operator, passphrase) {
      const own = vault();
      if (own === null) return failed({ kind: "no-store" });
      const untilMs = wrong.pausedUntilMs();
      if (untilMs !== null) return failed({ kind: "try-later", untilMs });
      const done = await own.unlock(operator, passphrase);
      if (done.ok) {
        await nowOpen(operator, "keys.unlock");
        return done;
      }
      const fault = countWrong(done.fault);
      await keep({
        act: "keys.unlock",
        outcome: "refused",
        facts: { reason: fault.kind, after: { operator } },
      });
      return failed(fault);
    },
    lock,
    tokens: (library) => needs.tokens(library),
    takeToken: (token) =>
      told("keys.takeToken", { ...token }, async () => {
        const there = await needs.tokens(token.library);
        if (!there.ok) return there;
        const fitting = there.value.filter(
          ({ label, serial }) => label === token.label && (token.serial === null || serial === token.serial),
        );
        if (fitting.length !== 1) {
          return failed({ kind: fitting.length === 0 ? "no-token" : "two-tokens", label: token.label });
        }
        await lock("asked");
        place = { kind: "token", vault: await needs.makeTokenStore(token), token };
        lockedBecause = "started";
        return succeeded(undefined);
      }),
    takeFile: () =>
      told("keys.takeFile", {}, async () => {
        if (place.kind === "file") return succeeded(undefined);
        await lock("asked");
        place = { kind: "file", vault: await needs.makeFileStore() };
        lockedBecause = "started";
        return succeeded(undefined);
      }),
    addOperator: (operator, passphrase) =>
      told("keys.addOperator", { operator }, () => withFile((own) => own.addOperator(operator, passphrase))),
    removeOperator: (operator) =>
      told("keys.removeOperator", { operator }, () => withFile((own) => own.removeOperator(operator))),
    beginCeremony: (name, type) =>
      told("keys.beginCeremony", { key: name, type }, async () => {
        const own = vault();
        if (own === null) return failed({ kind: "no-store" });
        if (!own.isOpen()) return failed({ kind: "keys-locked" });
        if (ceremony !== null) return failed({ kind: "ceremony-under-way" });
        const version = ((await own.currentVersion(name)) ?? 0) + 1;
        ceremony = { run: beginCeremony(name, type, version), sinceMs: clock.now() };
        return succeeded(undefined);
      }),
    component: (custodian, component) =>
      told("keys.component", { custodian }, () => {
        if (ceremony === null) return Promise.resolve(failed({ kind: "no-ceremony" }));
        return Promise.resolve(ceremony.run.add(custodian, component));
      }),
    async endCeremony() {
      const own = vault();
      const key = ceremony?.run.key() ?? null;
      if (own === null || ceremony === null) return failed({ kind: "no-ceremony" });
      if (key === null) return failed({ kind: "components-missing" });
      const { run } = ceremony;
      const { components, kcv } = run.view();
      const custodians = components.map(({ custodian }) => custodian);
      try {
        return await told("keys.endCeremony", { key: run.name, kcv, custodians }, async () => {
          const kept = await own.addKey(run.name, run.type, key);
          if (kept.ok) dropCeremony();
          return kept;
        });
      } finally {
        key.fill(0);
      }
    },
    makeInside: (name, type, witnesses) =>
      told("keys.makeInside", { key: name, type, witnesses }, () => {
        const own = vault();
        if (own === null || own.makeInside === null) return notMade("not-a-token");
        if (!own.isOpen()) return notMade("keys-locked");
        if (ceremony !== null) return notMade("ceremony-under-way");
        return samePerson(...witnesses) ? notMade("same-witness") : own.makeInside(name, type);
      }),
    dropCeremony() {
      dropCeremony();
      changed();
      return Promise.resolve();
    },
    makeShares: () =>
      told("keys.makeShares", {}, () =>
        withFile(async (own) => {
          const made = await own.newShares();
          if (!made.ok) return made;
          shares = made.value;
          return succeeded(made.value.shares);
        }),
      ),
    keepShares: () =>
      told("keys.keepShares", {}, async () => {
        const kept = shares === null ? failed({ kind: "no-recovery" as const }) : await shares.keep();
        if (kept.ok) shares = null;
        return kept;
      }),
    async recover(written, operator, passphrase) {
      const done = await withFile((own) => own.recover(written, operator, passphrase));
      if (done.ok) await nowOpen(operator, "keys.recover");
      else
        await keep({
          act: "keys.recover",
          outcome: "refused",
          facts: { reason: done.fault.kind, after: { operator } },
        });
      return done;
    },
    async close() {
      clearInterval(timer);
      await lock("closing");
      dropCeremony();
    },
  };
}

function notMade(
  kind: "not-a-token" | "keys-locked" | "ceremony-under-way" | "same-witness",
): Promise<Result<never, RoomFault>> {
  return Promise.resolve(failed({ kind }));
}
