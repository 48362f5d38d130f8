import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { describeCardPrinter } from "../../../test/contracts/card-printer.contract.ts";
import { describeOneGoPrinter } from "../../../test/contracts/one-go-printer.contract.ts";
import { frontOf, hashOf, layersOf } from "../../../test/support/card-layers.ts";
import { benchOver } from "../../../test/support/card-printer-bench.ts";
import { newCardMechanism } from "../../simulated/card-mechanism.ts";
import {
  createSimulatedEvolisService,
  type SimulatedEvolisOptions,
  type SimulatedEvolisService,
} from "../../simulated/evolis-service.ts";
import { createEvolisServicePrinter, type EvolisServiceOptions } from "./driver.ts";
import { createJsonStream } from "./json-stream.ts";

const device = "Evolis Primacy 2";
const open: SimulatedEvolisService[] = [];
afterEach(async () => {
  for (const service of open.splice(0)) await service.close();
});

async function start(
  simulated: Partial<SimulatedEvolisOptions> = {},
  driver: Partial<EvolisServiceOptions> = {},
) {
  const state = newCardMechanism(["first", "second"], 100);
  const service = await createSimulatedEvolisService({ device, port: 0, state, ...simulated });
  open.push(service);
  const printer = createEvolisServicePrinter({
    name: "Front desk",
    device,
    place: service,
    station: "chip-first",
    ages: { ribbonMs: 0, cleaningMs: 0 },
    deadlines: { answerMs: 2_000, moveMs: 2_000, printMs: 600 },
    fastestPrintMs: 0,
    pollMs: 2,
    ...driver,
  });
  return { service, printer };
}

describeCardPrinter("Evolis over its service", async () => {
  const { service, printer } = await start({}, { sides: 2 });
  return benchOver(service, printer);
}, ["waits-for-card"]);

describeCardPrinter("Evolis over its service, printing first,", async () => {
  const { service, printer } = await start({}, { station: "print-first" });
  return benchOver(service, printer);
}, ["waits-for-card"]);

describeOneGoPrinter("Evolis over its service", async () => {
  const { service, printer } = await start({}, { station: "none" });
  return benchOver(service, printer);
});

test("a service that never closes its connections is understood all the same", async () => {
  const { service, printer } = await start({ leavesConnectionsOpen: true });
  await printer.feed();
  expect((await printer.print(frontOf(1))).ok).toBe(true);
  expect(service.state().printings).toEqual({ first: [{ sha256: hashOf(layersOf(1)), whole: true }] });
});

test("a session left reserved by a crash is freed once, and the card goes on", async () => {
  const { service, printer } = await start();
  service.fail("session-reserved");
  expect((await printer.feed()).ok).toBe(true);
  expect(service.state().faults).toEqual([]);
});

test("a false alarm about the ribbon is cleared before a card is fed", async () => {
  const { service, printer } = await start();
  service.fail("ribbon-false-alarm");
  expect(await printer.state()).toMatchObject({ ok: true, value: { condition: null, ribbonLeft: 100 } });
  expect((await printer.feed()).ok).toBe(true);
  expect(service.state().held?.cardId).toBe("first");
});

test("with a card inside nothing is cleared: clearing would throw the card away", async () => {
  const { service, printer } = await start();
  await printer.feed();
  service.fail("ribbon-false-alarm");
  expect((await printer.feed()).ok).toBe(false);
  expect(await printer.print(frontOf(1))).toMatchObject({ ok: false, fault: { cardTouched: false } });
  expect(service.state().held?.cardId).toBe("first");
});

test("a print that comes back too fast did not print, and the card is not trusted", async () => {
  const { service, printer } = await start({}, { fastestPrintMs: 4_000 });
  await printer.feed();
  service.fail("too-fast-no-print");
  const printed = await printer.print(frontOf(1));
  expect(printed).toMatchObject({
    ok: false,
    fault: { fault: { kind: "misunderstood" }, cardTouched: true },
  });
  expect(service.state().printings).toEqual({});
});

test("a question the service would ask at its own window is cancelled and told, the card still clean", async () => {
  const { service, printer } = await start(
    {},
    { deadlines: { answerMs: 2_000, moveMs: 2_000, printMs: 5_000 } },
  );
  await printer.feed();
  service.fail("no-ribbon-at-print");
  expect(await printer.print(frontOf(1))).toEqual({
    ok: false,
    fault: {
      fault: { kind: "condition", condition: "no-ribbon", code: "DEF_NO_RIBBON" },
      cardTouched: false,
    },
  });
  service.mend("no-ribbon-at-print");
  expect((await printer.print(frontOf(1))).ok).toBe(true);
});

test("a jam under way to the head leaves a card that is not trusted", async () => {
  const { service, printer } = await start();
  await printer.feed();
  service.fail("jam");
  expect(await printer.print(frontOf(1))).toMatchObject({
    ok: false,
    fault: { fault: { kind: "condition", condition: "card-jam" }, cardTouched: true },
  });
  await service.clearJam();
  expect(service.state().rejectBox).toEqual(["first"]);
});

test("a cover opened under the print leaves a card that is not trusted, though the state is only a warning", async () => {
  const { service, printer } = await start();
  await printer.feed();
  service.fail("cover-opened-during-print");
  expect(await printer.print(frontOf(1))).toEqual({
    ok: false,
    fault: {
      fault: { kind: "condition", condition: "cover-open", code: "WARNING,DEF_COVER_OPEN" },
      cardTouched: true,
    },
  });
});

test("whether a print went well or not, its session is given back and nothing need be freed by force", async () => {
  const told: string[] = [];
  const { service, printer } = await start({ onRequest: (method) => void told.push(method) });
  await printer.feed();
  await printer.print(frontOf(1));
  await printer.eject();
  service.fail("ribbon-ended-during-print");
  await printer.feed();
  await printer.print(frontOf(1));
  expect(told.filter((method) => method === "PRINT.Begin").length).toBe(2);
  expect(told.filter((method) => method === "PRINT.End").length).toBe(2);
  expect(told).not.toContain("CMD.ResetCom");
});

test("a service on a named pipe is spoken to as one on a port", async () => {
  const folder = await mkdtemp(join(tmpdir(), "guichet-pipe-"));
  const pipe = join(folder, "EspfServer00");
  try {
    const { service, printer } = await start({ port: pipe }, { place: { pipe } });
    expect((await printer.feed()).ok).toBe(true);
    expect((await printer.print(frontOf(1))).ok).toBe(true);
    expect((await printer.eject()).ok).toBe(true);
    expect(service.state().hopper).toEqual(["first"]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("a print that was told as done while the printer waits for its card leaves the job's session, not a card", async () => {
  const { service, printer } = await start({}, { station: "none" });
  const before = await printer.counters();
  service.fail("waits-for-card");
  expect(await printer.print(frontOf(1))).toMatchObject({
    ok: false,
    fault: { fault: { condition: "feeder-empty" }, cardTouched: false },
  });
  const after = await printer.counters();
  if (!before.ok || !after.ok) throw new Error("the printer does not count");
  expect(after.value.cardsPrinted).toBe((before.value.cardsPrinted ?? 0) + 1);
  expect(service.state().feeder).toEqual(["first", "second"]);
});

test("a card left inside by a stop in the middle of a print in one go is thrown away before the next", async () => {
  const state = newCardMechanism(["first", "second"], 100);
  const held = { ...state, feeder: ["second"], held: { cardId: "first", place: "print-head" as const } };
  const { service, printer } = await start({ state: held }, { station: "none" });
  expect((await printer.print(frontOf(1))).ok).toBe(true);
  expect(service.state()).toMatchObject({ rejectBox: ["first"], hopper: ["second"] });
});

test("an answer cut anywhere is understood once it is whole, and nothing behind it is taken for it", () => {
  fc.assert(
    fc.property(
      fc.record({ id: fc.string(), jsonrpc: fc.constant("2.0"), result: fc.string() }),
      fc.array(fc.nat({ max: 400 }), { maxLength: 12 }),
      fc.boolean(),
      (said, cuts, followed) => {
        const message = new TextEncoder().encode(JSON.stringify(said));
        const bytes = followed ? Buffer.concat([message, Buffer.from(' {"left":1}')]) : message;
        const ends = [...cuts.filter((cut) => cut < bytes.length), bytes.length].toSorted((a, b) => a - b);
        const stream = createJsonStream();
        let whole: Uint8Array | null = null;
        let from = 0;
        for (const end of ends) {
          const given = stream.push(bytes.subarray(from, end));
          from = end;
          if (given === null) expect(end).toBeLessThan(message.length);
          else {
            whole = given;
            break;
          }
        }
        expect(JSON.parse(new TextDecoder().decode(whole ?? new Uint8Array()))).toEqual(said);
      },
    ),
  );
});
