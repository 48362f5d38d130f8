import { afterEach, describe, expect, test } from "vitest";
import type { ApduChannel, CardReader } from "../../main/core/ports/apdu-channel.ts";
import type { SimulatedCard } from "../../native/pcsc/simulated-reader.ts";
import { conversationOn, listening, tellingAtr, tellingCard } from "../support/card-in-hand.ts";

/** A reader, and the hand that lays cards on it. */
export interface ReaderInHand {
  readonly reader: CardReader;
  readonly lay: (card: SimulatedCard) => void;
  readonly take: () => SimulatedCard | null;
}

/** How long an answer travels on the slow reader. */
export const slowMs = 150;

const command = Uint8Array.of(0x90, 0x60, 0, 0, 0);
const done = Uint8Array.of(0x91, 0x00);
const patienceMs = 3000;

/** What every reader must do, simulated or real. `quick` answers at once, `slow` after `slowMs`. */
export function cardReaderContract(
  what: string,
  places: () => { readonly quick: ReaderInHand; readonly slow: ReaderInHand },
): void {
  describe(what, () => {
    const open: ApduChannel[] = [];
    const speak = async (reader: CardReader) => {
      const channel = await conversationOn(reader);
      open.push(channel);
      return channel;
    };
    afterEach(async () => {
      for (const channel of open.splice(0)) await channel.close();
      for (const place of [places().quick, places().slow]) {
        place.take();
        const { until, stop } = listening(place.reader);
        await until(false);
        stop();
      }
    });

    test("a card laid on the reader can be spoken to", async () => {
      const { reader, lay } = places().quick;
      lay(tellingCard().card);
      const channel = await speak(reader);
      expect(channel.atr).toEqual(tellingAtr);
      expect(await channel.transmit(command, patienceMs)).toEqual({ ok: true, value: done });
    });

    test("the reader itself tells a card's number and historical bytes, and the card hears nothing of it", async () => {
      const { reader, lay } = places().quick;
      const { card, seen } = tellingCard();
      lay({ ...card, radioNumber: () => Uint8Array.of(4, 1, 2, 3, 4, 5, 6) });
      const channel = await speak(reader);
      const asked = (which: number) => channel.transmit(Uint8Array.of(0xff, 0xca, which, 0, 0), patienceMs);
      expect(await asked(0)).toEqual({ ok: true, value: Uint8Array.of(4, 1, 2, 3, 4, 5, 6, 0x90, 0) });
      expect(await asked(1)).toEqual({ ok: true, value: Uint8Array.of(0x80, 0x90, 0) });
      expect(await asked(9)).toEqual({ ok: true, value: Uint8Array.of(0x6a, 0x81) });
      expect(seen.commands).toBe(0);
    });

    test("the desk waits for a card to be laid, and no longer than it said", async () => {
      const { reader, lay } = places().quick;
      expect(await reader.connect(50)).toEqual({ ok: false, fault: { kind: "no-card" } });
      const patient = reader.connect(patienceMs);
      lay(tellingCard().card);
      const opened = await patient;
      expect(opened).toMatchObject({ ok: true });
      if (opened.ok) open.push(opened.value);
    });

    test("one conversation at a time: the next one starts when the first releases the card", async () => {
      const { reader, lay } = places().quick;
      lay(tellingCard().card);
      const first = await speak(reader);
      expect(await reader.connect(50)).toEqual({
        ok: false,
        fault: { kind: "deadline-passed", afterMs: 50 },
      });
      const second = speak(reader);
      await first.close();
      await first.close();
      expect(await (await second).transmit(command, patienceMs)).toEqual({ ok: true, value: done });
    });

    test("releasing the card leaves it powered; taking it away does not", async () => {
      const { reader, lay, take } = places().quick;
      const { card, seen } = tellingCard();
      lay(card);
      const first = await speak(reader);
      const before = seen.powerCuts;
      await first.close();
      const again = await speak(reader);
      await again.transmit(command, patienceMs);
      expect(seen.powerCuts).toBe(before);
      expect(take()).toBe(card);
      expect(seen.powerCuts).toBe(before + 1);
    });

    test("a card pulled away while its answer travels acted, but its answer is lost", async () => {
      const { reader, lay, take } = places().slow;
      const { card, seen } = tellingCard();
      lay(card);
      const channel = await speak(reader);
      const answer = channel.transmit(command, patienceMs);
      await seen.reached.promise;
      take();
      expect(await answer).toEqual({ ok: false, fault: { kind: "card-removed" } });
      expect(seen.commands).toBe(1);
    });

    test("a conversation does not go on with another card laid in the place of the first", async () => {
      const { reader, lay, take } = places().quick;
      lay(tellingCard().card);
      const channel = await speak(reader);
      take();
      const { card, seen } = tellingCard();
      lay(card);
      expect(await channel.transmit(command, patienceMs)).toEqual({
        ok: false,
        fault: { kind: "card-removed" },
      });
      expect(await channel.transmit(command, patienceMs)).toMatchObject({ ok: false });
      expect(seen.commands).toBe(0);
      await channel.close();
      expect(await (await speak(reader)).transmit(command, patienceMs)).toMatchObject({ ok: true });
    });

    test("a card that leaves by itself is gone from the reader, and everyone watching hears it", async () => {
      const { reader, lay } = places().quick;
      const { heard, until, stop } = listening(reader);
      lay(tellingCard(() => null).card);
      await until(true);
      const channel = await speak(reader);
      expect(await channel.transmit(command, patienceMs)).toEqual({
        ok: false,
        fault: { kind: "card-removed" },
      });
      await until(false, true, false);
      expect(heard).toEqual([false, true, false]);
      stop();
    });

    test("a card taken and another laid at once are two moves to whoever watches", async () => {
      const { reader, lay, take } = places().quick;
      lay(tellingCard().card);
      const { until, stop } = listening(reader);
      await until(true);
      take();
      lay(tellingCard().card);
      await until(true, false, true);
      stop();
    });

    test("a slow answer is waited for until the deadline; one that comes later is nobody else's", async () => {
      const { reader, lay } = places().slow;
      const answers = [Uint8Array.of(1, 0x91, 0), Uint8Array.of(2, 0x91, 0)];
      lay(tellingCard(() => answers.shift() ?? done).card);
      const channel = await speak(reader);
      expect(await channel.transmit(command, 50)).toEqual({
        ok: false,
        fault: { kind: "deadline-passed", afterMs: 50 },
      });
      const second = await channel.transmit(command, patienceMs);
      expect(second).toEqual({ ok: true, value: Uint8Array.of(2, 0x91, 0) });
    });

    test("no time left: nothing is sent any more", async () => {
      const { reader, lay } = places().quick;
      const { card, seen } = tellingCard();
      lay(card);
      const channel = await speak(reader);
      expect(await channel.transmit(command, 0)).toMatchObject({ fault: { kind: "deadline-passed" } });
      expect(seen.commands).toBe(0);
    });

    test("a dead chip is mute, from the start", async () => {
      const { reader, lay } = places().quick;
      lay(tellingCard(() => done, new Uint8Array()).card);
      expect(await reader.connect(patienceMs)).toEqual({ ok: false, fault: { kind: "card-mute" } });
    });

    test("a chip that falls silent in the middle is mute, not removed", async () => {
      const { reader, lay } = places().quick;
      lay(tellingCard(() => new Uint8Array()).card);
      const channel = await speak(reader);
      expect(await channel.transmit(command, patienceMs)).toEqual({
        ok: false,
        fault: { kind: "card-mute" },
      });
    });

    test("two commands at once and a command after release are bugs", async () => {
      const { reader, lay } = places().slow;
      lay(tellingCard().card);
      const channel = await speak(reader);
      const underWay = channel.transmit(command, patienceMs);
      await expect(channel.transmit(command, patienceMs)).rejects.toThrow("one command");
      await underWay;
      await channel.close();
      await expect(channel.transmit(command, patienceMs)).rejects.toThrow("closed");
    });
  });
}
