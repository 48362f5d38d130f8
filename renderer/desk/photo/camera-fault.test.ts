import { expect, test } from "vitest";
import { cameraFaultOf } from "./camera-fault.ts";

test.each([
  ["NotFoundError", "absent"],
  ["NotAllowedError", "refused"],
  ["NotReadableError", "taken"],
  ["AbortError", "failed"],
  ["", "failed"],
] as const)("a camera that fails with %j is said to be %s", (name, fault) => {
  expect(cameraFaultOf(name)).toBe(fault);
});
