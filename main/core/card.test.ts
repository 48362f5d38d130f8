import { expect, test } from "vitest";
import { cardMayMove, cardState, chipUid } from "./card.ts";

const reachable = (from: (typeof cardState.options)[number]) =>
  cardState.options.filter((to) => cardMayMove(from, to));

test("a card is encoded, printed, verified and then live", () => {
  const way = ["NEW", "REQUEST_CHECKED", "IN_ENCODE", "IN_PRINT", "PRINTED", "ENCODED", "ENABLED"] as const;
  for (const [at, from] of way.slice(0, -1).entries()) {
    expect(cardMayMove(from, way[at + 1] ?? from), from).toBe(true);
  }
});

test("only an encoded or a disabled card becomes live", () => {
  expect(cardState.options.filter((from) => cardMayMove(from, "ENABLED"))).toEqual(["ENCODED", "DISABLED"]);
});

test("a card that ended never comes back", () => {
  for (const ended of ["DESTROYED", "REJECTED", "CANCELED"] as const) expect(reachable(ended)).toEqual([]);
});

test("plastic that a machine has touched can be thrown away, but not cancelled", () => {
  for (const touched of ["IN_ENCODE", "IN_PRINT", "PRINTED", "ENCODED"] as const) {
    expect(reachable(touched)).toContain("DESTROYED");
    expect(reachable(touched)).not.toContain("CANCELED");
  }
});

test("a chip's number is upper-case hexadecimal of whole bytes", () => {
  expect(chipUid.safeParse("042E5A7A6E4D80").success).toBe(true);
  expect(chipUid.safeParse("042e5a7a6e4d80").success).toBe(false);
  expect(chipUid.safeParse("042E5A7A6E4D8").success).toBe(false);
});
