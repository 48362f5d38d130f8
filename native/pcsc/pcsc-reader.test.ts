import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { failed, succeeded } from "../../main/core/result.ts";
import { createPcscReader, type PlaceSight, type ReaderPlace } from "./pcsc-reader.ts";
import { scardCode } from "./scard-codes.ts";
import { readerFlag, type Winscard } from "./winscard.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const command = Uint8Array.of(0x90, 0x60, 0, 0, 0);
const done = Uint8Array.of(0x91, 0x00);

/** A library that counts what is held: contexts, and cards connected. */
function library(answers: Partial<Winscard> = {}) {
  const held = { contexts: 0, cards: 0 };
  const scard: Winscard = {
    escapeCode: 1,
    establishContext() {
      held.contexts += 1;
      return Promise.resolve(succeeded(7));
    },
    releaseContext() {
      held.contexts -= 1;
      return Promise.resolve(succeeded(undefined));
    },
    connect() {
      held.cards += 1;
      return Promise.resolve(succeeded({ card: 1, protocol: 2 }));
    },
    disconnect() {
      held.cards -= 1;
      return Promise.resolve(succeeded(undefined));
    },
    beginTransaction: () => Promise.resolve(succeeded(undefined)),
    endTransaction: () => Promise.resolve(succeeded(undefined)),
    transmit: () => Promise.resolve(succeeded(done)),
    control: () => Promise.resolve(failed(scardCode.unsupportedFeature)),
    attribute: () => Promise.resolve(failed(scardCode.unsupportedFeature)),
    cancel: () => Promise.resolve(succeeded(undefined)),
    listReaders: () => Promise.resolve(succeeded(["Desk"])),
    statusChange: (_context, states) =>
      Promise.resolve(succeeded(states.map((each) => ({ ...each, state: readerFlag.present })))),
    ...answers,
  };
  return { scard, held };
}

const sight: PlaceSight = { name: "Desk 00 00", cardPresent: true, laid: 1 };
const place: ReaderPlace = {
  name: "Desk",
  look: () => Promise.resolve(succeeded(sight)),
  seen: () => succeeded(sight),
  onChange: () => () => undefined,
};
const nothingHeld = { contexts: 0, cards: 0 };

async function conversationOn(scard: Winscard) {
  const channel = await createPcscReader(scard, place).connect(1000);
  if (!channel.ok) throw new Error(channel.fault.kind);
  return channel.value;
}

test.each([0, 1])(
  "an answer of %d bytes means that the card is gone, and the conversation with it",
  async (length) => {
    const answers = [succeeded(new Uint8Array(length)), succeeded(done)];
    const { scard, held } = library({
      transmit: () => Promise.resolve(answers.shift() ?? failed(scardCode.commError)),
    });
    const channel = await conversationOn(scard);
    const gone = { ok: false, fault: { kind: "card-removed" } };
    expect(await channel.transmit(command, 100)).toEqual(gone);
    expect(await channel.transmit(command, 100)).toEqual(gone);
    expect(answers).toHaveLength(1);
    await channel.close();
    expect(held).toEqual(nothingHeld);
  },
);

test.each([
  ["removedCard", "card-removed"],
  ["noSmartcard", "card-removed"],
  ["resetCard", "card-removed"],
  ["commError", "reader-lost"],
  ["readerUnavailable", "reader-lost"],
  ["noService", "reader-lost"],
  ["invalidHandle", "reader-lost"],
] as const)("%s in mid-command is a %s", async (code, kind) => {
  const { scard, held } = library({ transmit: () => Promise.resolve(failed(scardCode[code])) });
  const channel = await conversationOn(scard);
  expect(await channel.transmit(command, 100)).toMatchObject({ ok: false, fault: { kind } });
  await channel.close();
  expect(held).toEqual(nothingHeld);
});

test.each([
  ["stays", readerFlag.present, "card-mute"],
  ["shows that it went, a moment later,", 0x10, "card-removed"],
  ["is lost with its reader", readerFlag.unknown, "reader-lost"],
])("a card that does not answer and %s", async (_what, later, kind) => {
  let looks = 0;
  const { scard } = library({
    transmit: () => Promise.resolve(failed(scardCode.notTransacted)),
    statusChange(_context, states, timeoutMs) {
      looks += 1;
      const state = timeoutMs === 0 ? readerFlag.present : later;
      return Promise.resolve(succeeded(states.map((each) => ({ ...each, state }))));
    },
  });
  const channel = await conversationOn(scard);
  expect(await channel.transmit(command, 100)).toMatchObject({ ok: false, fault: { kind } });
  expect(looks).toBe(3);
});

test.each(["connect", "beginTransaction", "statusChange"] as const)(
  "nothing stays open when %s fails",
  async (call) => {
    const { scard, held } = library({ [call]: () => Promise.resolve(failed(scardCode.readerUnavailable)) });
    const reader = createPcscReader(scard, place);
    for (let time = 0; time < 2; time += 1) {
      expect(await reader.connect(100)).toMatchObject({ ok: false, fault: { kind: "reader-lost" } });
    }
    expect(held).toEqual(nothingHeld);
  },
);

test("after an answer that came too late the next command waits for it, and is sent once", async () => {
  const answers: ((answer: ReturnType<typeof succeeded<Uint8Array>>) => void)[] = [];
  const { scard } = library({ transmit: () => new Promise((resolve) => answers.push(resolve)) });
  const channel = await conversationOn(scard);
  const late = channel.transmit(command, 50);
  await vi.advanceTimersByTimeAsync(50);
  expect(await late).toMatchObject({ fault: { kind: "deadline-passed" } });
  const hasty = channel.transmit(command, 50);
  await vi.advanceTimersByTimeAsync(50);
  expect(await hasty).toMatchObject({ fault: { kind: "deadline-passed" } });
  const next = channel.transmit(command, 1000);
  expect(answers).toHaveLength(1);
  answers[0]?.(succeeded(Uint8Array.of(0xbb, 0x91, 0)));
  await vi.advanceTimersByTimeAsync(1);
  expect(answers).toHaveLength(2);
  answers[1]?.(succeeded(done));
  expect(await next).toEqual({ ok: true, value: done });
});

test("a service that hangs costs its caller the deadline and no more; what opens too late is given back", async () => {
  const hanging = Promise.withResolvers<void>();
  const { scard, held } = library();
  const slow: Winscard = {
    ...scard,
    async connect(...asked) {
      await hanging.promise;
      return scard.connect(...asked);
    },
  };
  const reader = createPcscReader(slow, place);
  const hasty = reader.connect(300);
  const next = reader.connect(5000);
  await vi.advanceTimersByTimeAsync(300);
  expect(await hasty).toEqual({ ok: false, fault: { kind: "deadline-passed", afterMs: 300 } });
  hanging.resolve();
  expect(await next).toMatchObject({ ok: true });
  expect(held).toEqual({ contexts: 1, cards: 1 });
});

test("a card that another program holds is asked for again until the deadline", async () => {
  let asked = 0;
  const { scard, held } = library({
    connect() {
      asked += 1;
      return Promise.resolve(failed(scardCode.sharingViolation));
    },
  });
  const reader = createPcscReader(scard, place);
  const first = reader.connect(1000);
  await vi.advanceTimersByTimeAsync(1000);
  expect(await first).toEqual({ ok: false, fault: { kind: "deadline-passed", afterMs: 1000 } });
  expect(asked).toBeGreaterThan(5);
  expect(asked).toBeLessThan(15);
  expect(held).toEqual(nothingHeld);
  // The turn was given back: the next one is not kept waiting for it.
  const second = reader.connect(100);
  await vi.advanceTimersByTimeAsync(100);
  await second;
  expect(asked).toBeGreaterThan(11);
});

test("a release that the service never answers keeps nobody, and the reader stays taken until it does", async () => {
  const { scard } = library({ disconnect: () => new Promise(() => undefined) });
  const reader = createPcscReader(scard, place);
  const opened = await reader.connect(1000);
  if (!opened.ok) throw new Error(opened.fault.kind);
  const closing = opened.value.close();
  await vi.advanceTimersByTimeAsync(2000);
  await closing;
  const next = reader.connect(100);
  await vi.advanceTimersByTimeAsync(100);
  expect(await next).toEqual({ ok: false, fault: { kind: "deadline-passed", afterMs: 100 } });
});
