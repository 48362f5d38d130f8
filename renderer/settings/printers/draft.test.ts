import { expect, test } from "vitest";
import { chosenOf, draftOf, filledFrom, missingIn, ofKind } from "./draft.ts";

const chosen = {
  kind: "evolis-service",
  name: "Accueil",
  device: "Evolis Primacy 2",
  station: "print-first",
  sides: 2,
  ribbon: "colour-black-back",
  place: { host: "127.0.0.1", port: 18_000 },
} as const;

test("a printer that was chosen comes back out of its description unchanged, whichever way it is reached", () => {
  expect(chosenOf(draftOf(chosen))).toEqual(chosen);
  const onPipe = { ...chosen, place: { file: "\\\\.\\pipe\\EspfServer00" } };
  expect(chosenOf(draftOf(onPipe))).toEqual(onPipe);
  const { device: _none, ...rest } = chosen;
  const onUsb = { ...rest, kind: "evolis-esc", place: { file: "/dev/usb/lp1" } } as const;
  expect(chosenOf(draftOf(onUsb))).toEqual(onUsb);
  const queue = {
    kind: "os-queue",
    name: "Cartes",
    uri: "ipps://printer.example/ipp/print",
    sides: 2,
    format: "pdf",
    quickestSeconds: 5,
    certificate: "ab".repeat(32),
  } as const;
  expect(chosenOf(draftOf(queue))).toEqual(queue);
  expect(chosenOf(draftOf({ kind: "simulated", station: "none" }))).toEqual({
    kind: "simulated",
    station: "none",
  });
});

test("what is missing is named, and nothing is chosen before it is there", () => {
  const empty = draftOf({ kind: "none" });
  expect(missingIn(empty)).toEqual(["name", "device"]);
  expect(chosenOf(empty)).toBeNull();
  expect(missingIn({ ...draftOf(chosen), port: "70000", host: " " })).toEqual(["host", "port"]);
});

test("an address that is no queue's is asked for again", () => {
  const queue = { ...draftOf({ kind: "none" }), kind: "os-queue", name: "Cartes" } as const;
  for (const uri of ["", "localhost", "http://localhost/printers/Cartes", "ipp://localhost", "ipp://a b/c"]) {
    expect(missingIn({ ...queue, uri })).toEqual(["uri"]);
  }
  expect(missingIn({ ...queue, uri: " ipp://localhost/printers/Cartes " })).toEqual([]);
  expect(missingIn({ ...queue, uri: "ipp://localhost:8631/ipp/print", quickest: "x" })).toEqual(["quickest"]);
});

test("a printer that was found fills its own name and place in", () => {
  const found = {
    kind: "evolis-service",
    name: "Evolis Zenius",
    place: { host: "127.0.0.1", port: 18_000 },
  } as const;
  expect(chosenOf(filledFrom(found, draftOf({ kind: "none" })))).toMatchObject({
    name: "Evolis Zenius",
    device: "Evolis Zenius",
  });
});

test("a printer of another kind is looked for where that kind usually is, unless a place was written down", () => {
  const empty = draftOf({ kind: "none" });
  const direct = ofKind("evolis-esc", empty);
  expect(missingIn({ ...direct, name: "Accueil" })).toEqual(["host"]);
  expect(direct.port).toBe("9100");
  expect(ofKind("evolis-service", ofKind("os-queue", direct))).toEqual(empty);
  const written = { ...empty, host: "10.0.0.7" };
  expect(ofKind("evolis-esc", written)).toEqual({ ...written, kind: "evolis-esc" });
});
