import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { testSticker } from "../main/core/test-sticker.ts";
import type { CardPrinterBench } from "../test/contracts/any-card-printer.ts";
import { describeOneGoPrinter } from "../test/contracts/one-go-printer.contract.ts";
import { asOnePicture, frontOf, hashOf, noBlack } from "../test/support/card-layers.ts";
import {
  type CardQueue,
  type CardQueueRoom,
  cardQueueMissing,
  openCardQueueRoom,
} from "../test/support/card-queue.ts";
import { until } from "../test/support/child-programs.ts";
import { readByZxing } from "../test/support/code-readers.ts";
import { type CupsServer, cupsMissing, startCupsServer } from "../test/support/cups-server.ts";
import { differing, everyKindOfLine } from "../test/support/every-kind-of-line.ts";
import { outsidePrinter } from "../test/support/label-room.ts";
import { pixelsByCups } from "../test/support/pixels-by-others.ts";
import { stickerFile, turnedHalfRound } from "../test/support/sticker-file.ts";
import { laidOver } from "./artwork/layers.ts";
import { createOsQueuePrinter, type OsQueueOptions } from "./cards/os-queue/driver.ts";
import { cardQueues } from "./cards/os-queue/find-queues.ts";

const missing = cardQueueMissing ?? cupsMissing;
const answerMs = 20_000;
const feeder = ["first", "second"];

function driverOf(uri: string, more: Partial<OsQueueOptions> = {}) {
  const plain = { name: "Cards", jobName: "Guichet test", uri, quickestMs: 0, patience: { answerMs } };
  return createOsQueuePrinter({ ...plain, ...more });
}

describe.skipIf(missing !== null)(
  `cards and labels on printers and queues of others${missing === null ? "" : ` (SKIPPED: ${missing})`}`,
  () => {
    let room: CardQueueRoom;
    const started: { stop(): Promise<void> }[] = [];
    beforeAll(async () => {
      room = await openCardQueueRoom();
    });
    afterEach(async () => {
      for (const each of started.splice(0).toReversed()) await each.stop();
    });
    afterAll(() => room.stop());

    async function printerStarted(waitsForCard = false): Promise<CardQueue> {
      const printer = await room.start({ waitsForCard });
      started.push(printer);
      return printer;
    }

    describeOneGoPrinter("CUPS' own printer", async () => benchOf(await printerStarted()), [
      "feeder-empty",
      "cover-open",
      "ribbon-ended",
      "head-too-hot",
      "hopper-full",
      "offline",
      "ribbon-low",
      "cleaning-due",
      "cleaning-overdue",
      "ribbon-ends-during-print",
      "waits-for-card",
    ]);

    test("on CUPS' own printer without a card the print is given up for want of one, and not believed taken back before it is", async () => {
      const queue = await printerStarted(true);
      const patience = { answerMs, cardMs: 600, stuckMs: 1_000, pollMs: 50 };
      const printer = driverOf(queue.uri, { patience });
      // It goes on with a job that is cancelled until its own program ends: the job may still print.
      expect(await printer.print(frontOf(1))).toMatchObject({
        ok: false,
        fault: { fault: { kind: "condition", condition: "feeder-empty" }, cardTouched: true },
      });
      await queue.loadCard();
      await printer.close();
    });

    test("over TLS a card goes only to the printer whose certificate was taken down", async () => {
      const queue = await printerStarted();
      const unknown = driverOf(queue.secureUri);
      expect(await unknown.print(frontOf(1))).toMatchObject({
        ok: false,
        fault: { fault: { kind: "connection-lost" }, cardTouched: false },
      });
      const another = driverOf(queue.secureUri, { certificate: "00".repeat(32) });
      expect(await another.print(frontOf(1))).toMatchObject({
        ok: false,
        fault: { fault: { kind: "connection-lost" }, cardTouched: false },
      });
      const printer = driverOf(queue.secureUri, { certificate: await queue.certificate() });
      expect(await printer.print(frontOf(1))).toEqual({ ok: true, value: undefined });
      expect(await queue.documents()).toHaveLength(1);
    });

    describe("queues of CUPS", () => {
      let server: CupsServer;
      beforeAll(async () => {
        server = await startCupsServer();
      });
      afterAll(() => server.stop());

      test("one for cards is found, prints a card on the printer behind it dot for dot, and says when it is paused", async () => {
        await expectQueue(server, await printerStarted());
      });

      test("one with CUPS' own driver for label printers sends its own ZPL to the simulated one", async () => {
        await expectLabelQueue(server);
      });
    });
  },
);

async function expectLabelQueue(server: CupsServer): Promise<void> {
  const sticker = await stickerFile();
  const { machine, printed, commands } = await outsidePrinter(false);
  try {
    const device = `socket://${machine.host}:${machine.port}`;
    await server.addQueue("Stickers", device, "drv:///sample.drv/zebra.ppd");
    await server.print("Stickers", sticker.file, ["PageSize=w108h36", "Resolution=300dpi", "ppi=300"]);
    expect(await until(() => printed.length > 0)).toBe(true);
    const [label = sticker.raster] = printed;
    const turned = turnedHalfRound(sticker.raster);
    // CUPS' own filters lay the label one row (0.08 mm) lower, and change nothing else.
    const { rowBytes } = turned;
    expect(label.black.subarray(rowBytes)).toEqual(turned.black.subarray(0, turned.black.length - rowBytes));
    expect(await readByZxing(label)).toEqual([`QRCode ${testSticker.qrText}`]);
    expect(commands).toEqual(expect.arrayContaining(["~DG", "^PO", "^XG"]));
  } finally {
    await machine.close();
    await sticker.remove();
  }
}

async function expectQueue(server: CupsServer, queue: CardQueue): Promise<void> {
  expect(await cardQueues(server.uri)).toEqual([]);
  const uri = await server.addQueue("Cards", queue.uri);
  expect(await cardQueues(server.uri)).toEqual([{ name: "Cards", uri, sides: 1 }]);
  const printer = driverOf(uri);
  expect(await printer.state()).toMatchObject({ ok: true, value: { condition: null } });
  const front = everyKindOfLine();
  expect(await printer.print({ front, back: null })).toEqual({ ok: true, value: undefined });
  const [document = new Uint8Array()] = await queue.documents();
  const [seen = new Uint8Array()] = await pixelsByCups(document);
  const drawn = laidOver(front.colour, front.black);
  expect(seen).toHaveLength(drawn.length);
  // CUPS' own filters lay the page two rows (0.17 mm) lower, and change nothing else.
  const lower = 2 * 1016 * 3;
  expect(differing(seen.subarray(lower), drawn.subarray(0, drawn.length - lower))).toBe(0);
  await server.pause("Cards");
  expect(await printer.state()).toMatchObject({ ok: true, value: { condition: "stopped" } });
  expect(await printer.print({ front, back: null })).toMatchObject({
    ok: false,
    fault: { fault: { kind: "condition", condition: "stopped" }, cardTouched: false },
  });
  await server.goOn("Cards");
  expect(await printer.state()).toMatchObject({ ok: true, value: { condition: null } });
  await printer.close();
}

/** What came out is seen as the documents that arrived there, as CUPS' own filter reads them. */
function benchOf(queue: CardQueue): CardPrinterBench {
  let arrived: readonly string[] = [];
  const driver = driverOf(queue.uri);
  const patience = { answerMs, printMs: 300, stuckMs: 300, pollMs: 20 };
  return {
    printer: {
      ...driver,
      async print(faces) {
        const printed = await driver.print(faces);
        const pages = await Promise.all((await queue.documents()).map(pixelsByCups));
        arrived = pages.flat().map((colour) => hashOf({ colour, black: noBlack }));
        return printed;
      },
    },
    hasty: driverOf(queue.uri, { patience }),
    asPrinted: asOnePicture,
    placeOf: (cardId) => (arrived.length > feeder.indexOf(cardId) ? "given" : "feeder"),
    printsOn: (cardId) => arrived.slice(feeder.indexOf(cardId)).slice(0, 1),
    backPrintsOn: () => [],
    provoke: () => queue.getStuck(),
    close: () => queue.stop(),
  };
}
