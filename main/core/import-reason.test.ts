import { expect, test } from "vitest";
import { isRefusal } from "./import-reason.ts";

test("a row is refused for what would harm, and only remarked on for what can be settled at the desk", () => {
  expect(isRefusal("social-security-number")).toBe(true);
  expect(isRefusal("same-number-twice")).toBe(true);
  expect(isRefusal("ine-provisional")).toBe(false);
  expect(isRefusal("email-malformed")).toBe(false);
});
