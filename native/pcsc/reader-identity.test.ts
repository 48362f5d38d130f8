import { expect, test } from "vitest";
import { nameProper, wishedReader } from "./reader-identity.ts";

const desk = { name: "HID Global OMNIKEY 5022 Smart Card Reader 00 00", serial: "OK-1" };
const kiosk = { name: "HID Global OMNIKEY 5022 Smart Card Reader 01 00", serial: "OK-2" };
const printer = { name: "Evolis Encoder 02 00", serial: null };

test.each([
  [
    "pcsc-lite",
    "HID Global OMNIKEY 5022 Smart Card Reader 0A 00",
    "HID Global OMNIKEY 5022 Smart Card Reader",
  ],
  ["Windows", "HID Global OMNIKEY 5022 Smart Card Reader 12", "HID Global OMNIKEY 5022 Smart Card Reader"],
  ["nobody", "ACR1252 Reader", "ACR1252 Reader"],
  ["nobody", "HID Global OMNIKEY 5022", "HID Global OMNIKEY 5022"],
])("the numbers %s adds are not part of a reader's name", (_who, name, proper) => {
  expect(nameProper(name)).toBe(proper);
});

test("a reader is kept when its port changes: by serial number, or by its name alone", () => {
  expect(wishedReader({ name: desk.name, serial: "OK-2" }, [desk, kiosk, printer])).toBe(kiosk.name);
  expect(wishedReader({ name: "Evolis Encoder 00 00" }, [desk, kiosk, printer])).toBe(printer.name);
});

test("of two alike, only the one named to the last digit is taken, and a wrong serial number never", () => {
  expect(wishedReader({ name: kiosk.name }, [desk, kiosk])).toBe(kiosk.name);
  expect(wishedReader({ name: nameProper(desk.name) }, [desk, kiosk])).toBeNull();
  expect(wishedReader({ name: desk.name, serial: "OK-9" }, [desk, kiosk])).toBeNull();
  expect(wishedReader({ name: "Evolis Encoder", serial: "E-1" }, [printer])).toBeNull();
});

test.each([
  ["HID Global OMNIKEY 5022", "HID Global OMNIKEY 5022 00 00"],
  ["HID Global OMNIKEY 5022", "HID Global OMNIKEY 5022 0"],
  ["Spring H 67", "Spring H 67 00 00"],
])("a reader called %s by its model's number is found as %s", (wish, name) => {
  expect(wishedReader({ name: wish }, [{ name }, printer])).toBe(name);
  expect(wishedReader({ name: wish }, [{ name: "HID Global OMNIKEY 5121" }, printer])).toBeNull();
});
