import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { openBenchFaces, preparePlainFront } from "../printers/artwork/bench-faces.ts";
import type { BenchSubjects } from "./bench/run-bench.ts";
import type { DeskOpener } from "./command-line/desk.ts";
import { stickerTemplate, testSticker } from "./core/test-sticker.ts";
import { browserArguments } from "./shells/chromium/browser-arguments.ts";
import { browserPlaces } from "./shells/chromium/browser-places.ts";
import { exampleOperators } from "./station/example-operators.ts";
import { migrate } from "./store/migrate.ts";
import { openSqlite } from "./store/open-sqlite.ts";
import { recordStore } from "./store/store.ts";

const keyBytes = 32;
const labelDotsPerInch = 300;

/** What the bench measures: the desk's own parts, and the yardsticks beside them. */
export function benchSubjects(openDesk: DeskOpener): BenchSubjects {
  const browser = browserPlaces(process.platform, process.env).find((place) => existsSync(place));
  const asRoot = process.getuid?.() === 0;
  return {
    openDesk,
    async openStore(file) {
      const database = openSqlite(file, randomBytes(keyBytes));
      await migrate(database, () => new Date());
      return recordStore(database);
    },
    openChips: async () => (await import("./compose-bench-chips.ts")).chipSubjects,
    openKeys: async (file) => (await import("./compose-bench-keys.ts")).openBenchKeys(file),
    openLabels: async () => {
      const [{ createLabelArtist }, { zplOf }] = await Promise.all([
        import("../printers/artwork/label-artist.ts"),
        import("../printers/labels/zpl/label.ts"),
      ]);
      const artist = createLabelArtist(null);
      return async (serialNumber) => {
        const drawn = await artist.draw({ ...testSticker, serialNumber }, stickerTemplate, labelDotsPerInch);
        if (!drawn.ok) throw new Error(`the bench's label can not be drawn: ${drawn.fault.kind}`);
        return zplOf(drawn.value.raster, { peels: true, media: "gap" });
      };
    },
    openPhotos: async () => (await import("./compose-bench-photos.ts")).photoSubjects,
    artwork: { openFaces: openBenchFaces, preparePlainFront },
    operator: exampleOperators[0],
    browser:
      browser === undefined
        ? null
        : {
            browser,
            operator: exampleOperators[0].name,
            argumentsFor: (url, profileFolder) =>
              browserArguments({ url, profileFolder, kiosk: false, asRoot }),
          },
    mainFile: process.argv[1] ?? "",
  };
}
