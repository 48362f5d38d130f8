import { expect, test } from "vitest";
import type { ChosenReader, ReaderRole } from "../../main/core/ports/reader-room.ts";
import { succeeded } from "../../main/core/result.ts";
import { createOtherCard } from "../desfire/simulated-card/other-cards.ts";
import type { PcscReader } from "./pcsc-reader.ts";
import type { KnownReader, PcscReaders } from "./pcsc-readers.ts";
import { wishedReader } from "./reader-identity.ts";
import { openReaderRoom } from "./reader-room.ts";
import { createSimulatedReader, type SimulatedReader } from "./simulated-reader.ts";

const simulated = { kind: "simulated" } as const;

function serialOf(name: string): string | null {
  return /#(\S+)/.exec(name)?.[1] ?? null;
}

/** Readers of PC/SC as a test lays them out; `plug` says which are there now. */
function pcscOf(first: readonly string[]) {
  let names = first;
  let opened = 0;
  const listeners = new Set<() => void>();
  const hands = new Map<string, SimulatedReader>();
  const escapes: string[] = [];
  const known = (): readonly KnownReader[] =>
    names.map((name) => ({
      name,
      vendor: "Maker",
      serial: serialOf(name),
      usable: true,
      cardPresent: false,
      atr: new Uint8Array(),
      laid: 0,
    }));
  const handOf = (name: string) => {
    const hand = hands.get(name) ?? createSimulatedReader(name);
    hands.set(name, hand);
    return hand;
  };
  const readers: PcscReaders = {
    look: () => Promise.resolve({ service: { state: "present" }, readers: known() }),
    reader(wish): PcscReader {
      const hand = handOf(wishedReader(wish, known()) ?? wish.name);
      return {
        ...hand,
        name: hand.name,
        escape(command) {
          escapes.push(`${hand.name}: ${Buffer.from(command).toString("hex")}`);
          return Promise.resolve(succeeded(Uint8Array.of(0x90, 0)));
        },
      };
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => Promise.resolve(),
  };
  return {
    handOf,
    escapes,
    opened: () => opened,
    open: () => {
      opened += 1;
      return Promise.resolve(readers);
    },
    plug(now: readonly string[]) {
      names = now;
      for (const listener of listeners) listener();
    },
  };
}

async function roomWith(pcsc: ReturnType<typeof pcscOf>, desk: ChosenReader = simulated) {
  const own = {
    desk: createSimulatedReader("Simulated Desk"),
    printer: createSimulatedReader("Simulated Encoder"),
  };
  const kept: [ReaderRole, ChosenReader][] = [];
  const room = await openReaderRoom({
    chosen: { desk, printer: simulated, kiosk: simulated },
    simulated: { ...own, kiosk: createSimulatedReader("Simulated Kiosk") },
    openPcsc: pcsc.open,
    keep(role, chosen) {
      kept.push([role, chosen]);
      return Promise.resolve();
    },
  });
  return { room, own, kept };
}

test("a desk without readers never asks for PC/SC, until somebody looks what there is", async () => {
  const pcsc = pcscOf(["OMNIKEY 00 00"]);
  const { room } = await roomWith(pcsc);
  expect(pcsc.opened()).toBe(0);
  expect((await room.look()).readers.map(({ name }) => name)).toEqual([
    "Simulated Desk",
    "Simulated Encoder",
    "Simulated Kiosk",
    "OMNIKEY 00 00",
  ]);
  await room.look();
  expect(pcsc.opened()).toBe(1);
});

test("a role chosen by serial number stays with that reader, whatever port it is plugged into", async () => {
  const pcsc = pcscOf(["OMNIKEY #A 00 00", "OMNIKEY #B 01 00"]);
  const { room, kept } = await roomWith(pcsc);
  const chosen: ChosenReader = { kind: "pcsc", name: "OMNIKEY #B 01 00", serial: "B" };
  await room.choose("desk", chosen);
  expect(kept).toEqual([["desk", chosen]]);
  expect((await room.look()).roles.desk.playedBy).toBe("OMNIKEY #B 01 00");
  pcsc.plug(["OMNIKEY #B 00 00", "OMNIKEY #A 01 00"]);
  const { roles, readers } = await room.look();
  expect(roles.desk.playedBy).toBe("OMNIKEY #B 00 00");
  expect(readers.find(({ name }) => name === "OMNIKEY #B 00 00")?.roles).toEqual(["desk"]);
  pcsc.plug(["OMNIKEY #A 00 00"]);
  expect((await room.look()).roles.desk).toEqual({ chosen, playedBy: null });
});

test("several readers at once play several roles, and one may play two", async () => {
  const pcsc = pcscOf(["One 00 00", "Two 01 00"]);
  const { room } = await roomWith(pcsc, { kind: "pcsc", name: "One 00 00" });
  await room.choose("printer", { kind: "pcsc", name: "Two 01 00" });
  await room.choose("kiosk", { kind: "pcsc", name: "One 00 00" });
  const { readers } = await room.look();
  const rolesOf = (name: string) => readers.find((each) => each.name === name)?.roles;
  expect([rolesOf("One 00 00"), rolesOf("Two 01 00")]).toEqual([["desk", "kiosk"], ["printer"]]);
  expect([room.isSimulated("desk"), room.playing("printer").name]).toEqual([false, "Two 01 00"]);
});

test("whoever watches a role hears the old reader's card leave and the new one's arrive, and then only the new one", async () => {
  const pcsc = pcscOf(["One 00 00"]);
  const { room, own } = await roomWith(pcsc);
  const heard: boolean[] = [];
  own.desk.lay(createOtherCard());
  const stop = room.playing("desk").watch((present) => heard.push(present));
  pcsc.handOf("One 00 00").lay(createOtherCard());
  await room.choose("desk", { kind: "pcsc", name: "One 00 00" });
  own.desk.take();
  expect(heard).toEqual([true, false, true]);
  pcsc.handOf("One 00 00").take();
  expect(heard).toEqual([true, false, true, false]);
  const connected = room.playing("desk").connect(0);
  expect(await connected).toMatchObject({ fault: { kind: "no-card" } });
  stop();
  pcsc.handOf("One 00 00").lay(createOtherCard());
  expect(heard).toHaveLength(4);
});

test("a choice that could not be kept is not made", async () => {
  const room = await openReaderRoom({
    chosen: { desk: simulated, printer: simulated, kiosk: simulated },
    simulated: {
      desk: createSimulatedReader("D"),
      printer: createSimulatedReader("P"),
      kiosk: createSimulatedReader("K"),
    },
    openPcsc: pcscOf(["One 00 00"]).open,
    keep: () => Promise.reject(new Error("disk full")),
  });
  await expect(room.choose("desk", { kind: "pcsc", name: "One 00 00" })).rejects.toThrow("disk full");
  expect(room.playing("desk").name).toBe("D");
});

test("a reader whose maker says how shows itself; of another it is not tried", async () => {
  const pcsc = pcscOf(["ACS ACR122U PICC Interface 00 00", "OMNIKEY 5022 01 00"]);
  const { room } = await roomWith(pcsc);
  const { readers } = await room.look();
  expect(readers.filter(({ canSignal }) => canSignal).map(({ name }) => name)).toEqual([
    "ACS ACR122U PICC Interface 00 00",
  ]);
  expect(await room.signal("ACS ACR122U PICC Interface 00 00")).toEqual({ ok: true, value: null });
  expect(pcsc.escapes.map((line) => line.slice(-18))).toEqual(["ff0040000401010101", "ff0040a00402020400"]);
  expect(await room.signal("OMNIKEY 5022 01 00")).toEqual({ ok: false, fault: { kind: "not-supported" } });
});

test("a card laid and taken is seen in the list, and told", async () => {
  const { room, own } = await roomWith(pcscOf([]));
  let told = 0;
  room.onChange(() => {
    told += 1;
  });
  own.desk.lay(createOtherCard());
  const seen = async () => (await room.look()).readers.find(({ name }) => name === "Simulated Desk");
  expect(await seen()).toMatchObject({ cardPresent: true, laid: 1 });
  own.desk.take();
  own.desk.lay(createOtherCard());
  expect(await seen()).toMatchObject({ cardPresent: true, laid: 2 });
  expect(told).toBe(3);
});
