import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { failed, succeeded } from "../../main/core/result.ts";
import { watchReaders } from "./reader-watch.ts";
import { scardCode } from "./scard-codes.ts";
import { plugAndPlay, type ReaderState, readerFlag, type Winscard } from "./winscard.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const unused = () => Promise.reject(new Error("a watch has no business with cards"));

/** A library whose readers and answers the test decides. */
function library(answers: Partial<Winscard>): { readonly scard: Winscard; readonly calls: string[] } {
  const calls: string[] = [];
  const scard: Winscard = {
    escapeCode: 0,
    establishContext: () => Promise.resolve(succeeded(1)),
    releaseContext: () => Promise.resolve(succeeded(undefined)),
    cancel: () => Promise.resolve(succeeded(undefined)),
    listReaders: () => Promise.resolve(succeeded(["Desk"])),
    statusChange: (_context, states) => Promise.resolve(succeeded(states)),
    connect: unused,
    disconnect: unused,
    beginTransaction: unused,
    endTransaction: unused,
    transmit: unused,
    control: unused,
    attribute: unused,
    ...answers,
  };
  const counted: Winscard = {
    ...scard,
    establishContext() {
      calls.push("establish");
      return scard.establishContext();
    },
    releaseContext(context) {
      calls.push("release");
      return scard.releaseContext(context);
    },
    statusChange(...asked) {
      calls.push("look");
      return scard.statusChange(...asked);
    },
  };
  return { scard: counted, calls };
}

/** What the library shows of "Desk", look after look; the last is shown for ever. */
function showing(...states: readonly number[]) {
  let at = 0;
  return (_context: unknown, asked: readonly ReaderState[]) => {
    const state = states[Math.min(at, states.length - 1)] ?? 0;
    at += 1;
    return Promise.resolve(
      succeeded(asked.map((each) => (each.name === plugAndPlay ? each : { ...each, state }))),
    );
  };
}

test("a broken driver that cries wolf is looked at ever less often, and nobody is told twice", async () => {
  const { scard, calls } = library({
    statusChange: showing(readerFlag.changed | readerFlag.unknown),
  });
  const watch = watchReaders(scard, 1000);
  let told = 0;
  watch.onChange(() => {
    told += 1;
  });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told).toBe(1);
  expect(watch.readers()).toMatchObject([{ name: "Desk", usable: false, cardPresent: false }]);
  expect(calls.filter((call) => call === "look").length).toBeLessThan(25);
  const closing = watch.close();
  await vi.advanceTimersByTimeAsync(200);
  await closing;
});

test("a service that is not there is asked for again at the pace agreed, with nothing kept open", async () => {
  const { scard, calls } = library({
    establishContext: () => Promise.resolve(failed(scardCode.noService)),
  });
  const watch = watchReaders(scard, 1000);
  await watch.looked;
  expect(watch.service()).toEqual({ state: "absent", cause: "noService" });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(calls.length).toBeGreaterThan(9);
  expect(calls.length).toBeLessThan(13);
  const closing = watch.close();
  await vi.advanceTimersByTimeAsync(200);
  await closing;
});

test("a service lost and found again is spoken to through a new context, the old one given back", async () => {
  let isUp = true;
  const { scard, calls } = library({
    statusChange: (_context, asked) => Promise.resolve(isUp ? succeeded(asked) : failed(scardCode.noService)),
  });
  const watch = watchReaders(scard, 1000);
  await watch.looked;
  isUp = false;
  await vi.advanceTimersByTimeAsync(3000);
  expect(watch.service()).toMatchObject({ state: "absent" });
  expect(watch.readers()).toEqual([]);
  isUp = true;
  await vi.advanceTimersByTimeAsync(3000);
  expect(watch.service()).toEqual({ state: "present" });
  const closing = watch.close();
  await vi.advanceTimersByTimeAsync(1200);
  await closing;
  const count = (what: string) => calls.filter((call) => call === what).length;
  expect(count("establish")).toBeGreaterThan(1);
  expect(count("release")).toBe(count("establish"));
});

/** The state of a reader with a card, after so many changes. */
function present(changes: number): number {
  return readerFlag.changed | readerFlag.present | (changes << 16);
}

test("a card taken and laid again between two looks is another card", async () => {
  const { scard } = library({ statusChange: showing(present(1), present(1), present(3)) });
  const watch = watchReaders(scard, 1000);
  const laid: number[] = [];
  watch.onChange(() => laid.push(watch.readers()[0]?.laid ?? 0));
  await vi.advanceTimersByTimeAsync(5000);
  expect(laid).toEqual([1, 2]);
  const closing = watch.close();
  await vi.advanceTimersByTimeAsync(1200);
  await closing;
});
