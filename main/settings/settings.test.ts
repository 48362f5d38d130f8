import { expect, test } from "vitest";
import { firstSettings, settings } from "./settings.ts";

test("the settings of a desk from before readers and a key store could be chosen keep working, with simulated ones", () => {
  const {
    deskReader: _d,
    printerReader: _p,
    kioskReader: _k,
    keyStore: _s,
    keyLimits: _l,
    ...before
  } = firstSettings;
  expect(settings.parse(before)).toEqual(firstSettings);
});

function chosen(deskReader: unknown) {
  return settings.safeParse({ ...firstSettings, deskReader });
}

test("a desk reader is chosen by its name, or by its serial number as well", () => {
  expect(chosen({ kind: "pcsc", name: "OMNIKEY 5022" }).success).toBe(true);
  expect(chosen({ kind: "pcsc", name: "OMNIKEY 5022", serial: "OK-1" }).success).toBe(true);
  expect(chosen({ kind: "pcsc", serial: "OK-1" }).success).toBe(false);
  expect(chosen({ kind: "pcsc", name: "" }).success).toBe(false);
});
