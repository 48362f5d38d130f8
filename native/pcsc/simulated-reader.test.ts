import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createSimulatedReader, type SimulatedCard } from "./simulated-reader.ts";
import { countExchanges } from "./transcript.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const command = Uint8Array.of(0x90, 0x60, 0, 0, 0);
const done = Uint8Array.of(0x91, 0x00);

/** A card that counts what reaches it and how often its power went. */
function tellingCard(answer: () => Uint8Array | null = () => done, atr = Uint8Array.of(0x3b)) {
  const seen = { commands: 0, powerCuts: 0 };
  const card: SimulatedCard = {
    atr,
    apdu() {
      seen.commands += 1;
      return answer();
    },
    powerOff() {
      seen.powerCuts += 1;
    },
  };
  return { card, seen };
}

async function conversationOn(reader: ReturnType<typeof createSimulatedReader>) {
  const connected = await reader.connect(0);
  if (!connected.ok) throw new Error(connected.fault.kind);
  return connected.value;
}

test("a card laid on the reader can be spoken to", async () => {
  const reader = createSimulatedReader("Desk 1");
  reader.lay(tellingCard().card);
  const channel = await conversationOn(reader);
  expect(channel.reader).toBe("Desk 1");
  expect(channel.atr).toEqual(Uint8Array.of(0x3b));
  expect(await channel.transmit(command, 100)).toEqual({ ok: true, value: done });
});

test("the desk waits for a card to be laid, and no longer than it said", async () => {
  const reader = createSimulatedReader("Desk 1");
  const patient = reader.connect(1000);
  const hasty = reader.connect(200);
  await vi.advanceTimersByTimeAsync(200);
  expect(await hasty).toEqual({ ok: false, fault: { kind: "no-card" } });
  reader.lay(tellingCard().card);
  expect(await patient).toMatchObject({ ok: true });
});

test("whoever gave up waiting does not hold the card against the next one", async () => {
  const reader = createSimulatedReader("Desk 1");
  const gaveUp = reader.connect(10);
  await vi.advanceTimersByTimeAsync(10);
  await gaveUp;
  reader.lay(tellingCard().card);
  expect(await reader.connect(0)).toMatchObject({ ok: true });
});

test("one conversation at a time: the next one starts when the first releases the card", async () => {
  const reader = createSimulatedReader("Desk 1");
  reader.lay(tellingCard().card);
  const first = await conversationOn(reader);
  const tooShort = reader.connect(50);
  const second = reader.connect(500);
  await vi.advanceTimersByTimeAsync(50);
  expect(await tooShort).toEqual({ ok: false, fault: { kind: "deadline-passed", afterMs: 50 } });
  await first.close();
  await first.close();
  const opened = await second;
  expect(opened).toMatchObject({ ok: true });
  expect(await settledWithin(reader.connect(1))).toMatchObject({ ok: false });
});

async function settledWithin<T>(promise: Promise<T>): Promise<T> {
  await vi.advanceTimersByTimeAsync(1);
  return promise;
}

test("releasing the card leaves it powered; taking it away does not", async () => {
  const reader = createSimulatedReader("Desk 1");
  const { card, seen } = tellingCard();
  reader.lay(card);
  await (await conversationOn(reader)).close();
  expect(seen.powerCuts).toBe(0);
  expect(reader.take()).toBe(card);
  expect(seen.powerCuts).toBe(1);
});

test("a card pulled away while its answer travels acted, but its answer is lost", async () => {
  const reader = createSimulatedReader("Desk 1", 20);
  const { card, seen } = tellingCard();
  reader.lay(card);
  const channel = await conversationOn(reader);
  const answer = channel.transmit(command, 1000);
  await vi.advanceTimersByTimeAsync(10);
  reader.take();
  expect(await answer).toEqual({ ok: false, fault: { kind: "card-removed" } });
  expect(seen.commands).toBe(1);
});

test("a conversation does not go on with another card laid in the place of the first", async () => {
  const reader = createSimulatedReader("Desk 1");
  reader.lay(tellingCard().card);
  const channel = await conversationOn(reader);
  reader.take();
  const { card, seen } = tellingCard();
  reader.lay(card);
  expect(await channel.transmit(command, 100)).toEqual({ ok: false, fault: { kind: "card-removed" } });
  expect(seen.commands).toBe(0);
  await channel.close();
  expect(await reader.connect(0)).toMatchObject({ ok: true });
});

test("a card that leaves by itself is gone from the reader, and everyone watching hears it", async () => {
  const reader = createSimulatedReader("Desk 1");
  const heard: boolean[] = [];
  const stop = reader.watch((present) => heard.push(present));
  reader.lay(tellingCard(() => null).card);
  const channel = await conversationOn(reader);
  expect(await channel.transmit(command, 100)).toEqual({ ok: false, fault: { kind: "card-removed" } });
  expect(heard).toEqual([false, true, false]);
  stop();
  reader.lay(tellingCard().card);
  expect(heard).toHaveLength(3);
  expect(reader.watch((present) => heard.push(present))).toBeTypeOf("function");
  expect(heard.at(-1)).toBe(true);
});

test("a slow answer is waited for until the deadline", async () => {
  const reader = createSimulatedReader("Desk 1", 80);
  reader.lay(tellingCard().card);
  const channel = await conversationOn(reader);
  const hasty = channel.transmit(command, 50);
  await vi.advanceTimersByTimeAsync(50);
  expect(await hasty).toEqual({ ok: false, fault: { kind: "deadline-passed", afterMs: 50 } });
  const patient = channel.transmit(command, 80);
  await vi.advanceTimersByTimeAsync(80);
  expect(await patient).toEqual({ ok: true, value: done });
});

test("no time left: nothing is sent any more", async () => {
  const reader = createSimulatedReader("Desk 1");
  const { card, seen } = tellingCard();
  reader.lay(card);
  const channel = await conversationOn(reader);
  expect(await channel.transmit(command, 0)).toMatchObject({ fault: { kind: "deadline-passed" } });
  expect(seen.commands).toBe(0);
});

test("a dead chip is mute, from the start or in the middle", async () => {
  const reader = createSimulatedReader("Desk 1");
  reader.lay(tellingCard(() => done, new Uint8Array()).card);
  expect(await reader.connect(0)).toEqual({ ok: false, fault: { kind: "card-mute" } });
  reader.take();
  reader.lay(tellingCard(() => new Uint8Array()).card);
  const channel = await conversationOn(reader);
  expect(await channel.transmit(command, 100)).toEqual({ ok: false, fault: { kind: "card-mute" } });
});

test("two cards on one place, two commands at once and a command after release are bugs", async () => {
  const reader = createSimulatedReader("Desk 1", 20);
  reader.lay(tellingCard().card);
  expect(() => reader.lay(tellingCard().card)).toThrow("already");
  const channel = await conversationOn(reader);
  const underWay = channel.transmit(command, 100);
  await expect(channel.transmit(command, 100)).rejects.toThrow("one command");
  await vi.advanceTimersByTimeAsync(20);
  await underWay;
  await channel.close();
  await expect(channel.transmit(command, 100)).rejects.toThrow("closed");
});

test("every command of a conversation is counted, the unanswered too", async () => {
  const reader = createSimulatedReader("Desk 1");
  reader.lay(tellingCard().card);
  const channel = countExchanges(await conversationOn(reader));
  await channel.transmit(command, 100);
  await channel.transmit(command, 0);
  expect(channel.exchanges()).toBe(2);
});
