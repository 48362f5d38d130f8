import { afterEach, expect, test } from "vitest";
import type { LabelRaster } from "../../../main/core/ports/label-artist.ts";
import type { LabelPrinterFault } from "../../../main/core/ports/label-printer.ts";
import { type SimulatedLabelFault, simulatedLabelFault } from "../../../main/core/ports/label-room.ts";
import {
  describeLabelPrinter,
  type LabelMishap,
  type LabelPrinterBench,
  labelOf,
} from "../../../test/contracts/label-printer.contract.ts";
import { deviceFileOver } from "../../../test/support/device-file.ts";
import type { LabelHappening } from "../../simulated/label-machine.ts";
import {
  createSimulatedZplPrinter,
  type SimulatedZplOptions,
  type SimulatedZplPrinter,
} from "../../simulated/zpl-printer.ts";
import { createZplPrinter, type ZplOptions } from "./driver.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).toReversed()) await each.close();
});

const faultOf = {
  "no-labels": "media-out",
  "no-ribbon": "ribbon-out",
  "head-open": "head-open",
  "head-too-hot": "head-too-hot",
  "label-jam": "label-jam",
  "labels-not-found": "labels-not-found",
  paused: "paused",
  silent: "silent-when-media-out",
  "labels-end-during-print": "media-out-during-print",
  "nothing-comes-out": "nothing-comes-out",
  "never-comes-out": "slow",
} as const satisfies Record<LabelMishap, SimulatedLabelFault>;

interface Machine {
  readonly machine: SimulatedZplPrinter;
  readonly printed: LabelRaster[];
  readonly happened: LabelHappening["kind"][];
}

async function machineOf(more: Partial<SimulatedZplOptions> = {}): Promise<Machine> {
  const printed: LabelRaster[] = [];
  const happened: LabelHappening["kind"][] = [];
  const machine = await createSimulatedZplPrinter({
    port: 0,
    labels: 20,
    widthDots: 450,
    heightDots: 150,
    peelBar: true,
    slowPrintMs: 600_000,
    onHappening(happening) {
      happened.push(happening.kind);
      if (happening.kind === "printed") printed.push(happening.label.raster);
    },
    ...more,
  });
  open.push(machine);
  return { machine, printed, happened };
}

const driverOf = (place: ZplOptions["place"], more: Partial<ZplOptions> = {}) =>
  createZplPrinter({
    name: "Stickers",
    place,
    dotsPerInch: 300,
    peels: true,
    deadlines: { answerMs: 20_000, printMs: 60_000 },
    pollMs: 2,
    ...more,
  });

/** For what never answers, or never comes out. */
const hasty = { deadlines: { answerMs: 400, printMs: 700 } };

async function benchOf(peels: boolean, overDevice = false): Promise<LabelPrinterBench> {
  const { machine, printed } = await machineOf();
  const device = overDevice ? await deviceFileOver(machine) : null;
  return {
    printer: driverOf(device ?? machine, { peels }),
    hasty: driverOf(device ?? machine, { peels, ...hasty }),
    printed,
    provoke: (mishap) => machine.fail(faultOf[mishap]),
    mend: (mishap) => machine.mend(faultOf[mishap]),
    takeLabel: () => machine.takeLabel(),
    async close() {
      await device?.stop();
      await machine.close();
    },
  };
}

describeLabelPrinter("ZPL over TCP, with a peel bar", () => benchOf(true));
describeLabelPrinter("ZPL over TCP, torn off", () => benchOf(false));
describeLabelPrinter("ZPL over a device file", () => benchOf(true, true));

test("a printer that does not answer its host status while it is out of labels is known by its errors", async () => {
  const { machine } = await machineOf();
  machine.fail("no-host-status");
  machine.fail("media-out");
  const printer = driverOf(machine, hasty);
  expect(await printer.state()).toMatchObject({ ok: true, value: { condition: "no-labels" } });
});

test("old firmware that knows no question for errors is asked it once", async () => {
  const asked: string[] = [];
  const { machine } = await machineOf({ onCommand: (code) => void asked.push(code) });
  machine.fail("old-firmware");
  const printer = driverOf(machine, hasty);
  for (let look = 0; look < 3; look += 1) {
    expect(await printer.state()).toMatchObject({ ok: true, value: { condition: null } });
  }
  expect(asked).toEqual(["~HS", "~HQES", "~HS", "~HS"]);
  machine.fail("head-open");
  expect(await printer.state()).toMatchObject({ ok: true, value: { condition: "head-open" } });
});

test("warnings are told while the printer goes on", async () => {
  const { machine } = await machineOf();
  machine.fail("media-low");
  machine.fail("dirty-head");
  const notices = ["labels-low", "clean-head"];
  expect(await driverOf(machine).state()).toMatchObject({ ok: true, value: { condition: null, notices } });
});

test("the last label of a roll is out, though the printer then lacks labels", async () => {
  for (const peels of [true, false]) {
    const { machine, printed } = await machineOf({ labels: 1 });
    const printer = driverOf(machine, { peels });
    expect(await printer.print(labelOf(1))).toEqual({ ok: true, value: undefined });
    expect(printed.length).toBe(1);
    expect(await printer.state()).toMatchObject({ value: { condition: "no-labels" } });
  }
});

test("every fault, before a label and under it, ends as the table says", async () => {
  const rows: Record<string, string> = {};
  for (const fault of simulatedLabelFault.options) {
    const cells: string[] = [];
    for (const peels of [true, false]) {
      const { machine, printed } = await machineOf();
      machine.fail(fault);
      const waitsInVain = ["silent-when-media-out", "old-firmware", "slow"].includes(fault);
      const printer = driverOf(machine, { peels, ...(waitsInVain ? hasty : {}) });
      const done = await printer.print(labelOf(1));
      cells.push(
        done.ok ? "printed" : `${wordOf(done.fault.fault)}${done.fault.mayHaveComeOut ? ", maybe out" : ""}`,
      );
      expect(printed.length, fault).toBeLessThanOrEqual(1);
      machine.mend(fault);
      machine.mend("media-out");
      machine.takeLabel();
      expect((await printer.print(labelOf(2))).ok, `after ${fault}`).toBe(true);
      expect(printed.at(-1), fault).toEqual(labelOf(2));
    }
    rows[fault] = cells.join(" | ");
  }
  const table = Object.entries(rows).map(([fault, cells]) => `  ${fault.padEnd(24)} ${cells}`);
  process.stdout.write(`ZPL: fault, with a peel bar | torn off\n${table.join("\n")}\n`);
  expect(rows).toEqual({
    "media-out": "no-labels | no-labels",
    "ribbon-out": "no-ribbon | no-ribbon",
    "head-open": "head-open | head-open",
    paused: "paused | paused",
    "head-too-hot": "head-too-hot | head-too-hot",
    "cutter-stuck": "cutter-stuck | cutter-stuck",
    "label-jam": "label-jam | label-jam",
    "labels-not-found": "labels-not-found | labels-not-found",
    "media-out-during-print": "no-labels, maybe out | no-labels, maybe out",
    "silent-when-media-out": "silent | silent",
    "no-host-status": "printed | printed",
    "old-firmware": "printed | printed",
    "nothing-comes-out": "no-label-seen, maybe out | printed",
    slow: "deadline-passed, maybe out | deadline-passed, maybe out",
    offline: "connection-lost | connection-lost",
    "media-low": "printed | printed",
    "dirty-head": "printed | printed",
  });
});

function wordOf(fault: LabelPrinterFault): string {
  return fault.kind === "condition" ? fault.condition : fault.kind;
}
