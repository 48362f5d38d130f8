import { implement } from "@orpc/server";
import { stickersContract } from "../contract/stickers.ts";
import type { Changes } from "./changes.ts";
import type { DeskContext } from "./guard.ts";
import type { LabelWatch } from "./label-watch.ts";
import type { Stickers } from "./stickers.ts";

/** What windows ask about the yearly stickers. */
export function stickerAnswers(stickers: Stickers, changes: Changes, watch: LabelWatch) {
  const os = implement(stickersContract).$context<DeskContext>();
  const subjects = ["stickers", "labels", "labels-seen"];
  return {
    live: os.live.handler(async function* ({ input, signal }) {
      const views = () => changes.live(subjects, () => stickers.view(input.cardId), signal);
      for await (const view of watch.watching(views)) {
        if (view === null) return;
        yield view;
      }
    }),
    print: os.print.handler(({ input }) => stickers.print(input.cardId, input.again)),
    say: os.say.handler(({ input }) => stickers.say(input.cardId, input.word)),
    picture: os.picture.handler(async ({ input }) => {
      const bytes = await stickers.picture(input.cardId);
      return bytes === null ? null : new Blob([bytes.slice()], { type: "image/png" });
    }),
  };
}
