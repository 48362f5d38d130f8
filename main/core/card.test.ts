import { expect, test } from "vitest";
import { chipUid } from "./card.ts";

test("a chip's number is upper-case hexadecimal of whole bytes", () => {
  expect(chipUid.safeParse("042E5A7A6E4D80").success).toBe(true);
  expect(chipUid.safeParse("042e5a7a6e4d80").success).toBe(false);
  expect(chipUid.safeParse("042E5A7A6E4D8").success).toBe(false);
});
