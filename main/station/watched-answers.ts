import { implement } from "@orpc/server";
import { watchedContract } from "../contract/watched.ts";
import type { Changes } from "./changes.ts";
import type { DeskContext } from "./guard.ts";
import type { WatchingFolder } from "./watching-folder.ts";

/** What windows ask of the watched folder. */
export function watchedAnswers(folder: WatchingFolder, changes: Changes) {
  const os = implement(watchedContract).$context<DeskContext>();
  return {
    live: os.live.handler(({ signal }) => changes.live(["watched"], () => folder.view(), signal)),
    choose: os.choose.handler(({ input }) => folder.choose(input.folder)),
    look: os.look.handler(async () => {
      await folder.look();
      return null;
    }),
  };
}
