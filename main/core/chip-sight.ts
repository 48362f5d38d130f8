import type { ChipSight } from "./ports/card-encoder.ts";

/** What a person is told a card is: one whose applications the profile would have erased is somebody else's until then. */
export function shownKind(sight: ChipSight): ChipSight["kind"] {
  return sight.kind === "blank" && sight.erased !== undefined ? "foreign" : sight.kind;
}
