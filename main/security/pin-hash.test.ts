import { expect, test } from "vitest";
import { createPinHasher } from "./pin-hash.ts";

test("a PIN matches its own hash and no other PIN's, and is never hashed the same twice", async () => {
  const hasher = createPinHasher();
  const kept = await hasher.hash("2580");
  expect(await hasher.matches("2580", kept)).toBe(true);
  expect(await hasher.matches("2581", kept)).toBe(false);
  expect(await hasher.hash("2580")).not.toBe(kept);
  expect(kept).not.toContain("2580");
});

test("a hash made cheaper than ours, or no hash at all, matches nothing", async () => {
  const hasher = createPinHasher();
  const kept = await hasher.hash("2580");
  expect(await hasher.matches("2580", kept.replace("t=2", "t=1"))).toBe(false);
  expect(await hasher.matches("2580", kept.replace("m=19456", "m=8"))).toBe(false);
  expect(await hasher.matches("", "")).toBe(false);
});
