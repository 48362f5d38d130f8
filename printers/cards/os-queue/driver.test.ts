import { afterEach, describe, expect, test } from "vitest";
import { describeOneGoPrinter } from "../../../test/contracts/one-go-printer.contract.ts";
import { asOnePicture, frontOf, layersOf } from "../../../test/support/card-layers.ts";
import { benchOver } from "../../../test/support/card-printer-bench.ts";
import { ippOperation } from "../../ipp/printer.ts";
import { newCardMechanism } from "../../simulated/card-mechanism.ts";
import {
  createSimulatedIppPrinter,
  type SimulatedIppOptions,
  type SimulatedIppPrinter,
} from "../../simulated/ipp-printer.ts";
import { createOsQueuePrinter, type OsQueueOptions } from "./driver.ts";

const open: SimulatedIppPrinter[] = [];
afterEach(async () => {
  for (const printer of open.splice(0)) await printer.close();
});

async function start(simulated: Partial<SimulatedIppOptions> = {}, driver: Partial<OsQueueOptions> = {}) {
  const state = newCardMechanism(["first", "second"], 100);
  const machine = await createSimulatedIppPrinter({ port: 0, state, ...simulated });
  open.push(machine);
  const options: OsQueueOptions = {
    name: "Front desk",
    jobName: "Guichet test",
    uri: machine.uri,
    quickestMs: 0,
    patience: { answerMs: 20_000, printMs: 60_000, stuckMs: 150, cardMs: 300, pollMs: 2 },
    ...driver,
  };
  return {
    machine,
    printer: createOsQueuePrinter(options),
    hasty: createOsQueuePrinter({ ...options, patience: { ...options.patience, printMs: 300 } }),
  };
}

/** A queue counts no ribbon, holds no session, and one whose printer is away is away itself. */
describeOneGoPrinter("a queue over IPP", async () => {
  const { machine, printer, hasty } = await start();
  return benchOver(machine, printer, { asPrinted: asOnePicture, hasty });
}, ["offline"]);

describe("a queue over IPP", () => {
  test("prints both faces of a card, each as it was drawn", async () => {
    const { machine, printer } = await start({ sides: 2 }, { sides: 2 });
    expect((await printer.print({ front: layersOf(1), back: layersOf(2) })).ok).toBe(true);
    const [printing] = machine.state().printings["first"] ?? [];
    expect(printing?.backSha256).toBeDefined();
    expect(printing?.backSha256).not.toBe(printing?.sha256);
  });

  test.each([
    ["queue-stopped", "stopped"],
    ["job-held", "stopped"],
    ["job-cancelled", "stopped"],
  ] as const)(
    "%s: nothing was printed, and the job is not left for another's card",
    async (fault, condition) => {
      const { machine, printer } = await start();
      machine.failQueue(fault);
      expect(await printer.print(frontOf(1))).toMatchObject({
        ok: false,
        fault: { fault: { kind: "condition", condition }, cardTouched: false },
      });
      machine.mendQueue(fault);
      expect(await printer.state()).toMatchObject({ ok: true, value: { condition: null } });
      expect(machine.state().printings).toEqual({});
    },
  );

  test.each([
    ["refuses-documents", "misunderstood", false],
    ["nonsense-answers", "misunderstood", false],
    ["job-aborts", "misunderstood", true],
  ] as const)(
    "%s: the print failed, and the card is trusted only where nothing was begun",
    async (fault, kind, cardTouched) => {
      const { machine, printer } = await start();
      machine.failQueue(fault);
      expect(await printer.print(frontOf(1))).toMatchObject({
        ok: false,
        fault: { fault: { kind }, cardTouched },
      });
    },
  );

  test("a printer that vanishes under way may have printed", async () => {
    const { machine, printer } = await start({ printMs: 5_000 });
    machine.failQueue("vanishes-during-print");
    expect(await printer.print(frontOf(1))).toMatchObject({
      ok: false,
      fault: { fault: { kind: "connection-lost" }, cardTouched: true },
    });
  });

  test("a job that ends sooner than a card takes printed nothing, and the card is not trusted", async () => {
    const { machine, printer } = await start({}, { quickestMs: 60_000 });
    machine.fail("too-fast-no-print");
    expect(await printer.print(frontOf(1))).toMatchObject({
      ok: false,
      fault: { fault: { kind: "misunderstood" }, cardTouched: true },
    });
    expect(machine.state().printings).toEqual({});
  });

  test("a cover opened under the head is told while the job stands, and the job is taken back", async () => {
    const { machine, printer } = await start();
    machine.fail("cover-opened-during-print");
    const printed = printer.print(frontOf(1));
    expect(await printed).toMatchObject({
      ok: false,
      fault: { fault: { kind: "condition", condition: "cover-open" }, cardTouched: true },
    });
  });

  test("a job of this desk left by a stop is taken back before a card is started; another's makes the queue busy", async () => {
    const { machine, printer } = await start();
    machine.failQueue("job-held");
    const left = createOsQueuePrinter({
      name: "before",
      jobName: "Guichet test",
      uri: machine.uri,
      patience: { stuckMs: 60_000, pollMs: 2 },
    });
    const before = left.print(frontOf(1));
    await untilQueued(machine.uri);
    expect(await printer.state()).toMatchObject({ ok: true, value: { condition: null } });
    expect(await before).toMatchObject({ ok: false, fault: { cardTouched: false } });
    const other = createOsQueuePrinter({
      name: "other",
      jobName: "somebody's letter",
      uri: machine.uri,
      patience: { stuckMs: 60_000, pollMs: 2 },
    });
    const others = other.print(frontOf(2));
    await untilQueued(machine.uri);
    expect(await printer.state()).toMatchObject({ ok: true, value: { condition: "busy" } });
    expect(await printer.print(frontOf(3))).toMatchObject({ ok: false, fault: { cardTouched: false } });
    await Promise.all([other.close(), others]);
  });

  test("asks before it prints, sends one document, and no name of a person", async () => {
    const told: number[] = [];
    const { printer } = await start({ onOperation: (operation) => void told.push(operation) });
    expect((await printer.print(frontOf(1))).ok).toBe(true);
    const printing = told.filter((operation) => operation < ippOperation.getJobAttributes);
    expect(printing).toEqual([ippOperation.validateJob, ippOperation.createJob, ippOperation.sendDocument]);
  });
});

/** Waits until a job stands in the queue. */
async function untilQueued(uri: string): Promise<void> {
  const { ippPrinter } = await import("../../ipp/printer.ts");
  const printer = ippPrinter({ uri }, "test");
  while (true) {
    const jobs = await printer.myJobs(["job-id"], 20_000);
    if (jobs.ok && jobs.value.length > 0) return;
  }
}
