import { implement } from "@orpc/server";
import { labelsContract } from "../contract/labels.ts";
import { labelTroubleBehind } from "../core/label-trouble.ts";
import { failed, succeeded } from "../core/result.ts";
import { stickerTemplate, testSticker } from "../core/test-sticker.ts";
import type { Changes } from "./changes.ts";
import type { DeskContext } from "./guard.ts";
import type { LabelWatch } from "./label-watch.ts";
import type { StationParts } from "./parts.ts";

/** What windows ask about the label printer of the desk. */
export function labelAnswers(parts: StationParts, changes: Changes, watch: LabelWatch) {
  const os = implement(labelsContract).$context<DeskContext>();
  const { labels, labelArtist, audit, log } = parts;
  return {
    live: os.live.handler(({ signal }) =>
      watch.watching(() => changes.live(["labels", "labels-seen"], () => watch.look(), signal)),
    ),
    choose: os.choose.handler(async ({ input: { chosen } }) => {
      const before = labels.chosen();
      await labels.choose(chosen);
      const facts = { before: { labelPrinter: before }, after: { labelPrinter: chosen } };
      const kept = await audit.append({ act: "labels.choose", subject: null, outcome: "done", facts });
      if (!kept.ok) log({ what: "act-not-audited", act: "labels.choose", fault: kept.fault.kind });
      changes.tell("labels");
      return null;
    }),
    test: os.test.handler(async () => {
      const printer = await labels.printer();
      if (printer === null) {
        return failed({ kind: "printer", trouble: "none-chosen", code: "", mayHaveComeOut: false });
      }
      const drawn = await labelArtist.draw(testSticker, stickerTemplate, printer.capabilities.dotsPerInch);
      if (!drawn.ok) throw new Error(`the test label can not be drawn: ${drawn.fault.kind}`);
      const from = parts.uptimeMs();
      const done = await printer.print(drawn.value.raster);
      changes.tell("labels");
      if (done.ok) return succeeded({ tookMs: parts.uptimeMs() - from });
      const { fault, mayHaveComeOut } = done.fault;
      return failed({ kind: "printer", ...labelTroubleBehind(fault), mayHaveComeOut });
    }),
    picture: os.picture.handler(async () => {
      const raster = (await labels.hands())?.lastLabel() ?? null;
      if (raster === null) return null;
      const bytes = await labelArtist.picture(raster);
      return new Blob([bytes.slice()], { type: "image/png" });
    }),
    fault: os.fault.handler(async ({ input }) => {
      (await labels.hands())?.setFault(input.fault, input.on);
      changes.tell("labels");
      return null;
    }),
    hand: os.hand.handler(async ({ input: { does } }) => {
      const hands = await labels.hands();
      if (does === "take") hands?.takeLabel();
      else hands?.loadRoll();
      changes.tell("labels");
      return null;
    }),
  };
}
