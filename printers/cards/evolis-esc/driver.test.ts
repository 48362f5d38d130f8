import { afterEach, expect, test } from "vitest";
import type { PrintLayers } from "../../../main/core/ports/card-printer.ts";
import { describeCardPrinter } from "../../../test/contracts/card-printer.contract.ts";
import { describeOneGoPrinter } from "../../../test/contracts/one-go-printer.contract.ts";
import { frontOf, hashOf, layersOf } from "../../../test/support/card-layers.ts";
import { benchOver } from "../../../test/support/card-printer-bench.ts";
import { deviceFileOver } from "../../../test/support/device-file.ts";
import { newCardMechanism } from "../../simulated/card-mechanism.ts";
import {
  createSimulatedEscPrinter,
  type SimulatedEscOptions,
  type SimulatedEscPrinter,
} from "../../simulated/evolis-esc.ts";
import { createEvolisEscPrinter, type EvolisEscOptions } from "./driver.ts";

const open: SimulatedEscPrinter[] = [];
afterEach(async () => {
  for (const printer of open.splice(0)) await printer.close();
});

async function start(simulated: Partial<SimulatedEscOptions> = {}, driver: Partial<EvolisEscOptions> = {}) {
  const state = newCardMechanism(["first", "second"], 100);
  const machine = await createSimulatedEscPrinter({ port: 0, state, ...simulated });
  open.push(machine);
  const options: EvolisEscOptions = {
    name: "Front desk",
    place: machine,
    station: "chip-first",
    ages: { ribbonMs: 0, cleaningMs: 0 },
    deadlines: { answerMs: 20_000, moveMs: 20_000, printMs: 60_000 },
    fastestPrintMs: 0,
    pollMs: 2,
    ...driver,
  };
  return {
    machine,
    printer: createEvolisEscPrinter(options),
    hasty: createEvolisEscPrinter({
      ...options,
      deadlines: { answerMs: 20_000, moveMs: 20_000, printMs: 300 },
    }),
  };
}

/** A colour in 32 levels of each dye, as the guide has it. */
function inLevels({ colour, black }: PrintLayers): PrintLayers {
  return {
    colour: colour.map((value) => 255 - Math.round(Math.round(((255 - value) * 31) / 255) * (255 / 31))),
    black,
  };
}

/** It has no service that would hold a session, and one that is away is away. */
const unknownHere = ["session-stuck", "offline"] as const;

describeCardPrinter("Evolis in its own language", async () => {
  const { machine, printer, hasty } = await start({}, { sides: 2 });
  return benchOver(machine, printer, { asPrinted: inLevels, hasty });
}, [...unknownHere, "waits-for-card"]);

describeOneGoPrinter(
  "Evolis in its own language",
  async () => {
    const { machine, printer, hasty } = await start({}, { station: "none" });
    return benchOver(machine, printer, { asPrinted: inLevels, hasty });
  },
  unknownHere,
);

test("a printer that is switched off is a lost connection", async () => {
  const { machine, printer } = await start();
  machine.fail("offline");
  expect(await printer.state()).toMatchObject({ ok: false, fault: { kind: "connection-lost" } });
  expect(await printer.feed()).toMatchObject({ ok: false, fault: { kind: "connection-lost" } });
});

test("a print that comes back too fast did not print, and the card is not trusted", async () => {
  const { machine, printer } = await start({}, { fastestPrintMs: 60_000 });
  await printer.feed();
  machine.fail("too-fast-no-print");
  expect(await printer.print(frontOf(1))).toMatchObject({
    ok: false,
    fault: { fault: { kind: "misunderstood" }, cardTouched: true },
  });
  expect(machine.state().printings).toEqual({});
});

test("black alone is one panel, and may be printed sooner than a card in colour is believed", async () => {
  expect(await Promise.all([isBelieved("black"), isBelieved("colour")])).toEqual([true, false]);
});

/** Whether a face printed in less than a second is. */
async function isBelieved(ribbon: "black" | "colour"): Promise<boolean> {
  const { machine } = await start({ printMs: 900 });
  const place = { host: machine.host, port: machine.port };
  const told = { name: "Front desk", place, station: "chip-first", ribbon, pollMs: 2 } as const;
  const printer = createEvolisEscPrinter(told);
  expect((await printer.feed()).ok).toBe(true);
  return (await printer.print(frontOf(1))).ok;
}

test("panels go down in the order of the ribbon, each whole, and the sequence is ended once", async () => {
  const told: string[] = [];
  const { printer } = await start({ onCommand: (command) => void told.push(command) });
  await printer.feed();
  told.length = 0;
  expect((await printer.print(frontOf(1))).ok).toBe(true);
  const orders = told.filter((command) => !command.startsWith("R"));
  expect(orders).toEqual([
    "Psoe;D",
    "Pr;ymcko",
    "Ss",
    "Sr",
    "Db;y;32",
    "Db;m;32",
    "Db;c;32",
    "Db;k;2",
    "Wcb;o;255",
    "Se",
  ]);
});

test("a black ribbon is sent black alone", async () => {
  const told: string[] = [];
  const { printer } = await start({ onCommand: (command) => void told.push(command) }, { ribbon: "black" });
  await printer.feed();
  expect((await printer.print(frontOf(1))).ok).toBe(true);
  expect(told.filter((command) => command.startsWith("Db;"))).toEqual(["Db;k;2"]);
});

test.skipIf(process.platform === "win32")(
  "a printer on a device file is spoken to as one on the network: looked at, counted, fed, printed and emptied",
  async () => {
    const { machine } = await start();
    const file = await deviceFileOver(machine);
    const { printer } = await start({}, { place: { device: file.device } });
    try {
      expect(await printer.state()).toMatchObject({ ok: true, value: { condition: null, ribbonLeft: 100 } });
      expect((await printer.feed()).ok).toBe(true);
      expect(await printer.print(frontOf(1))).toEqual({ ok: true, value: undefined });
      expect((await printer.eject()).ok).toBe(true);
      expect(machine.state().hopper).toEqual(["first"]);
      const printed = inLevels(layersOf(1));
      expect(machine.state().printings).toEqual({ first: [{ sha256: hashOf(printed), whole: true }] });
      machine.fail("cover-open");
      expect(await printer.feed()).toMatchObject({ ok: false, fault: { condition: "cover-open" } });
    } finally {
      await file.stop();
    }
    expect(await printer.state()).toMatchObject({ ok: false, fault: { kind: "connection-lost" } });
  },
);
