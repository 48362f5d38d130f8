import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testSticker } from "../../../main/core/test-sticker.ts";
import { until } from "../../../test/support/child-programs.ts";
import { readByZxing } from "../../../test/support/code-readers.ts";
import { type OutsidePrinter, outsidePrinter } from "../../../test/support/label-room.ts";
import { type Lprint, lprintMissing, startLprint } from "../../../test/support/lprint.ts";
import { type StickerFile, stickerFile, turnedHalfRound } from "../../../test/support/sticker-file.ts";

const printerName = "Stickers";
const atRest = /^Running, idle[^.]*GMT\.$/;

describe.skipIf(lprintMissing !== null)(
  `the simulated ZPL printer as Debian's lprint sees it${lprintMissing === null ? "" : ` (SKIPPED: ${lprintMissing})`}`,
  () => {
    let sticker: StickerFile;
    let printer: OutsidePrinter;
    let lprint: Lprint;
    beforeAll(async () => {
      sticker = await stickerFile();
      printer = await outsidePrinter(false);
      lprint = await startLprint();
      const device = `socket://${printer.machine.host}:${printer.machine.port}`;
      await lprint.add(printerName, device, "zpl_2inch-300dpi-dt");
    });
    afterAll(async () => {
      await lprint.stop();
      await printer.machine.close();
      await sticker.remove();
    });

    test("it is asked both questions, and its answers are understood", async () => {
      expect(await untilStatus(atRest)).toBe(true);
      printer.machine.fail("media-out");
      printer.machine.fail("ribbon-out");
      expect(await untilStatus(/(?=.*media-empty).*marker-supply-empty/)).toBe(true);
      printer.machine.mend("media-out");
      printer.machine.mend("ribbon-out");
      expect(await untilStatus(atRest)).toBe(true);
      expect(printer.commands.slice(0, 2)).toEqual(["~HQES", "~HS"]);
    });

    test("a sticker it prints comes out dot for dot, turned as it asks, and its code is read", async () => {
      const { file, raster } = sticker;
      const options = [
        "media=oe_1.5x0.5-label_1.5x0.5in",
        "print-scaling=fit",
        "orientation-requested=portrait",
      ];
      await lprint.print(printerName, file, options);
      expect(await until(() => printer.printed.length > 0)).toBe(true);
      const [label = raster] = printer.printed;
      expect(label).toEqual(turnedHalfRound(raster));
      expect(await readByZxing(label)).toEqual([`QRCode ${testSticker.qrText}`]);
      expect(printer.commands).toEqual(expect.arrayContaining(["~DG", "^PO", "^XG"]));
    });

    /** It looks at its printer anew when it is asked, a second after the last look at the soonest. */
    const untilStatus = (like: RegExp) =>
      until(async () => like.test((await lprint.status(printerName)).trim()));
  },
);
