import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ChipUid } from "../../core/card.ts";
import type { AuditedAct } from "../../core/ports/audit-log.ts";
import type { KeyRoom } from "../../core/ports/key-room.ts";
import type { KeyVault } from "../../core/ports/key-store.ts";
import { failed, succeeded } from "../../core/result.ts";
import { createFileKeyStore } from "./file-key-store.ts";
import { createKeyRoom, type KeyPlace } from "./key-room.ts";
import { createPublishedKeySource } from "./published-keys.ts";

const passphrase = "quatre chevaux bleus";
const limits = { idleMs: 900_000, usesUntilLock: 4, chipsPerHour: 2 };
const first = "00112233445566778899AABBCCDDEEFF";
const second = "0F1E2D3C4B5A69788796A5B4C3D2E1F0";

let folder = "";
let nowMs = 0;
let kept: AuditedAct[] = [];
let auditIsFull = false;
let askedToLock = false;
let room: KeyRoom;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "guichet-keys-"));
  nowMs = Date.UTC(2026, 10, 25, 9);
  kept = [];
  auditIsFull = false;
  askedToLock = false;
  room = roomOn();
});
afterEach(async () => {
  await room.close();
  await rm(folder, { recursive: true, force: true });
});

function roomOn(place: KeyPlace = { kind: "simulated", source: createPublishedKeySource() }): KeyRoom {
  const clock = { now: () => nowMs };
  const store = () => createFileKeyStore(join(folder, "keys.json"), clock);
  return createKeyRoom({
    place,
    makeFileStore: () => Promise.resolve(store()),
    makeTokenStore: () => Promise.reject(new Error("no token here")),
    tokens: () => Promise.resolve(failed({ kind: "library-missing", cause: "no token here" })),
    limits,
    clock,
    acting: { now: () => "operator-7", as: (_who, run) => run() },
    audit: {
      append(act) {
        if (auditIsFull) return Promise.resolve({ ok: false, fault: { kind: "disk-full" } });
        kept.push(act);
        return Promise.resolve(succeeded(undefined));
      },
    },
    chipName: (chip) => `named-${chip.length}-${chip.slice(-2)}`,
    opened: () => Promise.resolve(),
    lockAsked: () => {
      const asked = askedToLock;
      askedToLock = false;
      return asked;
    },
  });
}

function derivationFor(chip: string) {
  const input = Buffer.from(`${chip}F58A1000`, "hex");
  return { type: "aes-128", padding: "two-blocks", input, chip: chip as ChipUid } as const;
}

const use = (chip: string, version = 1) => room.diversify({ name: "guichet", version }, derivationFor(chip));

async function withKey(): Promise<void> {
  expect(await room.create("Camille", passphrase)).toMatchObject({ ok: true });
  expect(await room.beginCeremony("guichet", "aes-128")).toMatchObject({ ok: true });
  expect(await room.component("Camille", first)).toMatchObject({ ok: true });
  expect(await room.component("Dominique", second)).toMatchObject({ ok: true });
  expect(await room.endCeremony()).toMatchObject({ ok: true });
}

describe("the keys of a desk", () => {
  test("are, until it makes a store of its own, those everybody can know, and said to be", async () => {
    expect(await room.view()).toMatchObject({ kind: "simulated", state: "open", keys: null });
    expect(await use("04782E21801D80")).toMatchObject({ ok: true });
    expect(kept).toEqual([]);
    await withKey();
    expect(await room.view()).toMatchObject({ kind: "file", state: "open", openedBy: "Camille" });
  });

  test("are given out once the use is kept: which key, which version, a name for the chip, who, and who opened", async () => {
    await withKey();
    kept = [];
    expect(await use("04782E21801D80")).toMatchObject({ ok: true });
    expect(kept).toEqual([
      {
        act: "keys.use",
        subject: null,
        outcome: "done",
        facts: { after: { key: "guichet", version: 1, chip: "named-14-80", openedBy: "Camille" } },
      },
    ]);
    expect((await room.view()).lastUses[0]).toMatchObject({ by: "operator-7", refused: null });
    auditIsFull = true;
    expect(await use("04782E21801D80")).toMatchObject({ fault: { kind: "keys-unreachable" } });
  });

  test("lock after a quarter of an hour without need, when the limit of one opening is reached, and when asked", async () => {
    await withKey();
    nowMs += limits.idleMs;
    expect(await use("04782E21801D80")).toMatchObject({ fault: { kind: "keys-locked" } });
    expect(await room.view()).toMatchObject({ state: "locked", lockedBecause: "idle", openedBy: null });
    expect(await room.unlock("Camille", passphrase)).toMatchObject({ ok: true });
    for (let n = 0; n < limits.usesUntilLock; n += 1) expect((await use("04782E21801D80")).ok).toBe(true);
    expect(await use("04782E21801D80")).toMatchObject({ fault: { kind: "keys-locked" } });
    expect(await room.view()).toMatchObject({ lockedBecause: "uses" });
    await room.unlock("Camille", passphrase);
    await room.lock("screen");
    expect(await room.view()).toMatchObject({ state: "locked", lockedBecause: "screen" });
    expect(kept.filter(({ act }) => act === "keys.lock").map(({ facts }) => facts.reason)).toEqual([
      "idle",
      "uses",
      "screen",
    ]);
  });

  test("lock when another process asks, within a second or so", async () => {
    await withKey();
    const locked = Promise.withResolvers<void>();
    const stop = room.onChange(() => locked.resolve());
    askedToLock = true;
    await locked.promise;
    stop();
    expect(await room.view()).toMatchObject({ state: "locked", lockedBecause: "asked" });
  });

  test("are refused for more chips than a desk serves in an hour, and each refusal is kept", async () => {
    await withKey();
    expect((await use("04000000000001")).ok).toBe(true);
    expect((await use("04000000000002")).ok).toBe(true);
    const third = await use("04000000000003");
    expect(third).toMatchObject({ fault: { kind: "keys-slowed", untilMs: nowMs + 3_600_000 } });
    expect((await use("04000000000001")).ok).toBe(true);
    expect(kept.at(-2)).toMatchObject({
      act: "keys.use",
      outcome: "refused",
      facts: { reason: "keys-slowed" },
    });
  });

  test("stay closed to wrong passphrases: after five the next has to wait, and a right one ends that", async () => {
    await withKey();
    await room.lock("asked");
    for (const triesLeft of [4, 3, 2, 1, 0]) {
      expect(await room.unlock("Camille", "x".repeat(12))).toMatchObject({
        fault: { kind: "wrong-passphrase", triesLeft },
      });
    }
    expect(await room.unlock("Camille", passphrase)).toMatchObject({
      fault: { kind: "try-later", untilMs: nowMs + 30_000 },
    });
    nowMs += 30_000;
    expect(await room.unlock("Camille", passphrase)).toMatchObject({ ok: true });
    expect(kept.filter(({ act, outcome }) => act === "keys.unlock" && outcome === "refused")).toHaveLength(5);
  });

  test("move to a new version: both live, and new cards get the new one", async () => {
    await withKey();
    expect(await room.currentVersion("guichet")).toBe(1);
    await room.beginCeremony("guichet", "aes-128");
    expect((await room.view()).ceremony).toMatchObject({ version: 2 });
    await room.component("Alex", null);
    await room.component("Sacha", null);
    expect(await room.endCeremony()).toMatchObject({ value: { version: 2 } });
    expect(await room.currentVersion("guichet")).toBe(2);
    expect((await use("04000000000001", 1)).ok && (await use("04000000000001", 2)).ok).toBe(true);
    const { keys } = await room.view();
    expect(keys?.map(({ version, current }) => [version, current])).toEqual([
      [1, false],
      [2, true],
    ]);
  });
});

describe("a key ceremony", () => {
  test("gives the key that both components make, and shows of each only its check value", async () => {
    await room.create("Camille", passphrase);
    await room.beginCeremony("guichet", "aes-128");
    await room.component("Camille", "0011 2233 4455 6677 8899 aabb ccdd eeff");
    expect((await room.view()).ceremony).toMatchObject({
      components: [{ custodian: "Camille", kcv: "FDE4FB" }],
      kcv: null,
    });
    expect(await room.endCeremony()).toMatchObject({ fault: { kind: "components-missing" } });
    await room.component("Dominique", second);
    // The two components joined bit by bit are 0F0F0F0F…, whose check value OpenSSL gives.
    expect((await room.view()).ceremony).toMatchObject({ kcv: "4F142D" });
    const made = await room.endCeremony();
    expect(made).toMatchObject({ value: { name: "guichet", version: 1, type: "aes-128", kcv: "4F142D" } });
    expect((await room.view()).ceremony).toBeNull();
    expect(kept.at(-1)).toMatchObject({
      act: "keys.endCeremony",
      facts: { after: { key: "guichet", custodians: ["Camille", "Dominique"] } },
    });
  });

  test("refuses one custodian twice, a component of another length, none at all, and the same one twice", async () => {
    await room.create("Camille", passphrase);
    expect(await room.component("Camille", first)).toMatchObject({ fault: { kind: "no-ceremony" } });
    await room.beginCeremony("guichet", "aes-128");
    expect(await room.beginCeremony("other", "aes-128")).toMatchObject({
      fault: { kind: "ceremony-under-way" },
    });
    const wrong = async (custodian: string, component: string) => {
      const done = await room.component(custodian, component);
      return done.ok ? null : done.fault.kind;
    };
    expect(await wrong("Camille", first.slice(2))).toBe("component-malformed");
    expect(await wrong("Camille", `${first.slice(2)}XX`)).toBe("component-malformed");
    expect(await wrong("Camille", "0".repeat(32))).toBe("component-empty");
    await room.component("Camille", first);
    expect(await wrong(" camille ", second)).toBe("same-custodian");
    expect(await wrong("Dominique", first)).toBe("components-equal");
  });

  test("forgets what was entered when it is left, when the store locks, and when nobody goes on", async () => {
    await room.create("Camille", passphrase);
    for (const leave of [() => room.dropCeremony(), () => room.lock("screen")]) {
      await room.beginCeremony("guichet", "aes-128");
      await room.component("Camille", first);
      await leave();
      expect((await room.view()).ceremony).toBeNull();
      expect(await room.component("Dominique", second)).toMatchObject({ fault: { kind: "no-ceremony" } });
    }
    expect(await room.beginCeremony("guichet", "aes-128")).toMatchObject({ fault: { kind: "keys-locked" } });
  });

  test("leaves no component and no key in what was audited or written", async () => {
    await withKey();
    await room.beginCeremony("drawn", "aes-256");
    const drawn = await room.component("Alex", null);
    await room.makeShares();
    const secrets = [first, second, passphrase, drawn.ok ? (drawn.value.drawn ?? "") : ""];
    const written =
      `${JSON.stringify(kept)}${await readFile(join(folder, "keys.json"), "utf8")}`.toUpperCase();
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(10);
      expect(written).not.toContain(secret.toUpperCase());
    }
  });
});

test("recovery shares count only once their holders have them, and open the store when every passphrase is forgotten", async () => {
  await withKey();
  expect(await room.keepShares()).toMatchObject({ fault: { kind: "no-recovery" } });
  const made = await room.makeShares();
  if (!made.ok) throw new Error(made.fault.kind);
  expect((await room.view()).recoveryMadeAt).toBeNull();
  expect(await room.keepShares()).toMatchObject({ ok: true });
  expect((await room.view()).recoveryMadeAt).not.toBeNull();
  await room.lock("asked");
  const shares = made.value.slice(1);
  expect(await room.recover(shares, "Dominique", "une phrase neuve")).toMatchObject({ ok: true });
  expect(await room.view()).toMatchObject({ state: "open", openedBy: "Dominique" });
  expect((await use("04000000000001")).ok).toBe(true);
});

test("a key is made inside a token before two people, and only there", async () => {
  const made = { name: "guichet", version: 1, type: "aes-128", kcv: "4F142D", madeAt: null } as const;
  let isOpen = false;
  const token = {
    kind: "token",
    isOpen: () => isOpen,
    list: () => Promise.resolve(succeeded([made])),
    operators: () => Promise.resolve([]),
    unlock: () => {
      isOpen = true;
      return Promise.resolve(succeeded(undefined));
    },
    lock: () => {
      isOpen = false;
    },
    addKey: () => Promise.reject(new Error("no component of it is anywhere")),
    makeInside: () => Promise.resolve(succeeded(made)),
    diversify: (master) => Promise.resolve(failed({ kind: "no-such-key", ...master })),
    currentVersion: () => Promise.resolve(null),
  } satisfies KeyVault;
  const choice = { library: "libtoken.so", label: "cartes", serial: null };
  const people = ["Camille Durand", "Dominique Petit"] as const;
  expect(await room.makeInside("guichet", "aes-128", people)).toEqual({
    ok: false,
    fault: { kind: "not-a-token" },
  });
  await room.close();
  room = roomOn({ kind: "token", vault: token, token: choice });
  expect(await room.makeInside("guichet", "aes-128", people)).toEqual({
    ok: false,
    fault: { kind: "keys-locked" },
  });
  await room.unlock("PIN", "1234");
  expect(await room.makeInside("guichet", "aes-128", ["Camille Durand", " camille durand"])).toEqual({
    ok: false,
    fault: { kind: "same-witness" },
  });
  expect(await room.makeInside("guichet", "aes-128", people)).toEqual({ ok: true, value: made });
  expect(kept.at(-1)).toMatchObject({
    act: "keys.makeInside",
    outcome: "done",
    facts: { after: { key: "guichet", type: "aes-128", witnesses: people } },
  });
});
