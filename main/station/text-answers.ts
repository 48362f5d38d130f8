import { implement } from "@orpc/server";
import { textsContract } from "../contract/texts.ts";
import type { Changes } from "./changes.ts";
import type { DeskContext } from "./guard.ts";
import type { StationParts } from "./parts.ts";
import { keepText, textShelves } from "./texts.ts";

/** What windows ask about the texts students read. A new version is an act of its own, with the one before. */
export function textAnswers(parts: StationParts, changes: Changes) {
  const os = implement(textsContract).$context<DeskContext>();
  return {
    look: os.look.handler(() => textShelves(parts)),
    keep: os.keep.handler(({ input: { before, text } }) => keepText(text, before, parts, changes)),
  };
}
