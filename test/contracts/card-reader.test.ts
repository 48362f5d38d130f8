import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDesk } from "../../main/compose.ts";
import { firstSettings } from "../../main/settings/settings.ts";
import { createSimulatedDesfire } from "../../native/desfire/simulated-card/desfire-card.ts";
import { blankEeprom } from "../../native/desfire/simulated-card/eeprom.ts";
import { createOtherCard } from "../../native/desfire/simulated-card/other-cards.ts";
import { createVirtualReader, type VirtualReader } from "../../native/ifd-handler/virtual-reader.ts";
import { openPcscReaders, type PcscReaders } from "../../native/pcsc/pcsc-readers.ts";
import { createSimulatedReader } from "../../native/pcsc/simulated-reader.ts";
import { loadWinscard } from "../../native/pcsc/winscard.ts";
import { conversationOn, listening, tellingCard } from "../support/card-in-hand.ts";
import { encoderOf, randomness, shippedProfile, subject, uid } from "../support/chips.ts";
import { preparePcscd, type TestPcscd } from "../support/pcscd.ts";
import { cardReaderContract, type ReaderInHand, slowMs } from "./card-reader.contract.ts";

const command = Uint8Array.of(0x90, 0x60, 0, 0, 0);
const patienceMs = 5000;
const quickName = "Guichet Desk Reader";
const slowName = "Guichet Slow Reader";

const simulated = (latencyMs: number): ReaderInHand => {
  const reader = createSimulatedReader("Desk 1", latencyMs);
  return { reader, lay: (card) => reader.lay(card), take: () => reader.take() };
};
const simulatedPlaces = { quick: simulated(0), slow: simulated(slowMs) };
cardReaderContract("a simulated reader", () => simulatedPlaces);

const prepared = await preparePcscd([quickName, slowName]);
if ("missing" in prepared) {
  process.stderr.write(`\nSKIPPED: nothing was tried on real PC/SC here: ${prepared.missing}\n\n`);
  test.skip("readers on real PC/SC", () => undefined);
} else onPcscd(prepared);

function onPcscd(pcscd: TestPcscd): void {
  let quick: VirtualReader;
  let slow: VirtualReader;
  let readers: PcscReaders;
  const controls: { readonly code: number; readonly bytes: Uint8Array }[] = [];
  const inHand = (name: string, hand: () => VirtualReader): ReaderInHand => ({
    reader: readers.reader({ name }),
    lay: (card) => hand().lay(card),
    take: () => hand().take(),
  });

  beforeAll(async () => {
    quick = await createVirtualReader({
      socket: pcscd.socketOf(quickName),
      vendor: "Guichet",
      serial: "Q-0001",
      onControl(code, bytes) {
        controls.push({ code, bytes });
        return bytes[0] === 0xff ? Uint8Array.of(0x90, 0x00) : null;
      },
    });
    slow = await createVirtualReader({
      socket: pcscd.socketOf(slowName),
      serial: "S-0002",
      latencyMs: slowMs,
    });
    await pcscd.start();
    await Promise.all([quick.seen(), slow.seen()]);
    readers = openPcscReaders(loadWinscard(), { retryMs: 50 });
  });
  afterAll(async () => {
    await readers.close();
    await Promise.all([quick.close(), slow.close()]);
    await pcscd.stop();
  });

  cardReaderContract("a reader on real PC/SC", () => ({
    quick: inHand(quickName, () => quick),
    slow: inHand(slowName, () => slow),
  }));

  describe("readers on real PC/SC", () => {
    test("each says its name, its maker and its serial number", async () => {
      const { service, readers: seen } = await readers.look(patienceMs);
      expect(service).toEqual({ state: "present" });
      expect(seen.map(({ name, vendor, serial }) => ({ name, vendor, serial }))).toEqual([
        { name: `${quickName} 00 00`, vendor: "Guichet", serial: "Q-0001" },
        { name: `${slowName} 01 00`, vendor: null, serial: "S-0002" },
      ]);
    });

    test("one chosen by its serial number is found whatever PC/SC calls it now", async () => {
      const chosen = readers.reader({ name: "Another Name 07 00", serial: "Q-0001" });
      quick.lay(tellingCard().card);
      const channel = await conversationOn(chosen);
      expect(channel.reader).toBe(`${quickName} 00 00`);
      await channel.close();
      quick.take();
      const absent = readers.reader({ name: quickName, serial: "Q-9999" });
      expect(await absent.connect(100)).toMatchObject({ fault: { kind: "reader-lost", cause: "not-found" } });
    });

    test("its lamp can be lit without a card, and in the middle of a conversation", async () => {
      const reader = readers.reader({ name: quickName });
      const light = Uint8Array.of(0xff, 0x00, 0x40, 0x0f, 0x04, 0, 0, 0, 0);
      expect(await reader.escape(light, patienceMs)).toEqual({ ok: true, value: Uint8Array.of(0x90, 0) });
      quick.lay(tellingCard().card);
      const channel = await conversationOn(reader);
      expect(await reader.escape(light, patienceMs)).toMatchObject({ ok: true });
      expect(await channel.transmit(command, patienceMs)).toMatchObject({ ok: true });
      await channel.close();
      quick.take();
      expect(controls.map(({ code }) => code)).toEqual([0x4200_0001, 0x4200_0001]);
      expect(controls[0]?.bytes).toEqual(Buffer.from(light));
      expect(await reader.escape(Uint8Array.of(1), patienceMs)).toEqual({
        ok: false,
        fault: { kind: "not-supported" },
      });
    });

    test("a blank card is personalised and verified", async () => {
      const encoder = encoderOf(shippedProfile("annual"));
      const record = { escn: subject.escn, studentNumber: subject.studentNumber };
      const reader = readers.reader({ name: quickName });
      quick.lay(createSimulatedDesfire(blankEeprom(uid), { randomness }));
      expect(await encoder.inspect(reader, patienceMs)).toMatchObject({ value: { kind: "blank", uid } });
      expect(await encoder.personalise(reader, uid, subject, patienceMs)).toMatchObject({ value: { uid } });
      expect(await encoder.inspect(reader, patienceMs)).toMatchObject({
        value: { kind: "personalised", uid, record },
      });
      quick.take();
    });

    test("a desk set up for a reader of PC/SC reads the card laid there", async () => {
      const folder = await mkdtemp(join(tmpdir(), "guichet-real-reader-"));
      const chosen = { kind: "pcsc", name: quickName, serial: "Q-0001" };
      const text = JSON.stringify({ ...firstSettings, examples: false, deskReader: chosen });
      await writeFile(join(folder, "settings.json"), text);
      const desk = await openDesk({ folder, printMs: 0, simulate: false });
      if (!desk.ok) throw new Error(desk.fault.kind);
      const { deskReader, encoder } = desk.value.station.parts;
      expect(deskReader.name).toBe(quickName);
      quick.lay(createOtherCard());
      expect(await encoder.inspect(deskReader, patienceMs)).toMatchObject({ value: { kind: "wrong-type" } });
      quick.take();
      await desk.value.close();
      await rm(folder, { recursive: true });
    });

    test("a role given to another reader goes over at once, and stays there after a restart", async () => {
      const folder = await mkdtemp(join(tmpdir(), "guichet-roles-"));
      const opened = async () => {
        const desk = await openDesk({ folder, printMs: 0, simulate: false });
        if (!desk.ok) throw new Error(desk.fault.kind);
        return desk.value;
      };
      const first = await opened();
      const { readers: room, deskReader } = first.station.parts;
      expect(deskReader.name).not.toBe(slowName);
      await room.choose("desk", { kind: "pcsc", name: `${slowName} 01 00`, serial: "S-0002" });
      expect((await room.look()).roles.desk.playedBy).toBe(`${slowName} 01 00`);
      slow.lay(tellingCard().card);
      await (await conversationOn(deskReader)).close();
      slow.take();
      await first.close();
      const second = await opened();
      expect(second.station.parts.deskReader.name).toBe(slowName);
      await second.close();
      await rm(folder, { recursive: true });
    });

    test("two cards on two readers are spoken to at once", async () => {
      const [one, two] = [tellingCard(), tellingCard()];
      quick.lay(one.card);
      slow.lay(two.card);
      const channels = await Promise.all([
        conversationOn(readers.reader({ name: quickName })),
        conversationOn(readers.reader({ name: slowName })),
      ]);
      const [fast, late] = channels;
      const waiting = late.transmit(command, patienceMs);
      await two.seen.reached.promise;
      // The slow one has not answered yet, and holds nobody up.
      expect(await Promise.race([fast.transmit(command, patienceMs).then(() => "fast"), waiting])).toBe(
        "fast",
      );
      expect(await waiting).toMatchObject({ ok: true });
      for (const channel of channels) await channel.close();
      quick.take();
      slow.take();
    });

    test("a reader pulled out in mid-command is lost, and found again when it is back", async () => {
      const reader = readers.reader({ name: slowName });
      const { card, seen } = tellingCard();
      slow.lay(card);
      const { until, stop } = listening(reader);
      await until(true);
      const channel = await conversationOn(reader);
      const answer = channel.transmit(command, patienceMs);
      await seen.reached.promise;
      await slow.unplug();
      expect(await answer).toMatchObject({ ok: false, fault: { kind: "reader-lost" } });
      await channel.close();
      await until(true, false);
      expect(await reader.connect(100)).toMatchObject({
        fault: { kind: "reader-lost", cause: "unavailable" },
      });
      await slow.plug();
      await until(false, true);
      const again = await conversationOn(reader);
      expect(await again.transmit(command, patienceMs)).toMatchObject({ ok: true });
      await again.close();
      slow.take();
      await until(true, false);
      stop();
    });

    test("the service killed in mid-command is said, and everything works again when it is back", async () => {
      const reader = readers.reader({ name: slowName });
      const { card, seen } = tellingCard();
      slow.lay(card);
      const { until, stop } = listening(reader);
      await until(true);
      const channel = await conversationOn(reader);
      const answer = channel.transmit(command, patienceMs);
      await seen.reached.promise;
      await pcscd.kill();
      expect(await answer).toMatchObject({ ok: false, fault: { kind: "reader-lost" } });
      await channel.close();
      await until(true, false);
      expect(await reader.connect(100)).toMatchObject({ fault: { kind: "reader-lost" } });
      expect((await readers.look(0)).service).toMatchObject({ state: "absent" });
      await pcscd.start();
      await until(false, true);
      const again = await conversationOn(reader);
      expect(await again.transmit(command, patienceMs)).toMatchObject({ ok: true });
      await again.close();
      slow.take();
      await until(true, false);
      stop();
    });
  });
}

test("a desk without the PC/SC library starts, and every reader says why it is not there", async () => {
  const none = openPcscReaders(loadWinscard("aix"));
  expect(await none.look(0)).toEqual({ service: { state: "absent", cause: "no-library" }, readers: [] });
  expect(await none.reader({ name: "Desk" }).connect(100)).toEqual({
    ok: false,
    fault: { kind: "reader-lost", reader: "Desk", cause: "no-library" },
  });
  await none.close();
});
