import { expect, test } from "vitest";
import { readCount } from "../evolis/language.ts";
import {
  conditionOf,
  heldCardOf,
  isPrinting,
  readEvent,
  readStatusWords,
  readSupervisionState,
} from "./status.ts";

const words = (information: string) => readStatusWords(`00080000${information}${"0".repeat(48)}0001`);

test.each([
  ["READY,PRINTER_READY", null],
  ["READY,INF_RIBBON_LOW", null],
  ["READY,INF_ENCODING_RUNNING", null],
  ["WARNING,INF_FEEDER_NEAR_EMPTY", null],
  ["READY,INF_PRINTING_RUNNING", "busy"],
  ["READY,BUSY", "busy"],
  ["OFF,PRINTER_OFFLINE", "offline"],
  ["WARNING,FEEDER_EMPTY", "feeder-empty"],
  ["WARNING,DEF_FEEDER_EMPTY", "feeder-empty"],
  ["WARNING,DEF_COVER_OPEN", "cover-open"],
  ["WARNING,DEF_NO_RIBBON", "no-ribbon"],
  ["WARNING,DEF_RIBBON_ENDED", "ribbon-ended"],
  ["ERROR,ERR_RIBBON_ENDED", "ribbon-ended"],
  ["WARNING,DEF_HOPPER_FULL", "hopper-full"],
  ["ERROR,ERR_REJECT_BOX_FULL", "reject-box-full"],
  ["ERROR,ERR_MECHANICAL", "card-jam"],
  ["ERROR,ERR_FEEDER_ERROR", "card-jam"],
  ["ERROR,ERR_HEAD_TEMP", "head-too-hot"],
  ["ERROR,ERR_SOMETHING_NEW", "other"],
])("the service saying %s means %s", (text, condition) => {
  const state = readSupervisionState(text);
  expect(state).not.toBeNull();
  expect(state === null ? "" : conditionOf(state)).toBe(condition);
});

test("words that are no state are not taken for one", () => {
  for (const text of ["", "OK", "READY", "READY,", "MAYBE,PRINTER_READY", "ready,printer_ready"]) {
    expect(readSupervisionState(text)).toBeNull();
  }
});

test("the binary status tells where the card is and whether the head works", () => {
  expect(heldCardOf(words("08000000"))).toBe("contactless");
  expect(heldCardOf(words("02000080"))).toBe("print-head");
  expect(isPrinting(words("02000080"))).toBe(true);
  expect(isPrinting(words("02000000"))).toBe(false);
  expect(heldCardOf(words("01000000"))).toBe("exit");
  expect(heldCardOf(words("20000000"))).toBe("none");
  expect(words("00000000")).toMatchObject({ config: 0x80000, information: 0, session: 1 });
});

test("a binary status that can not be read leaves the card's place unknown, never empty", () => {
  for (const text of ["", "OK", "0".repeat(67), `${"0".repeat(67)}g`]) {
    expect(heldCardOf(readStatusWords(text))).toBe("unknown");
  }
});

test("a pending question is its name and the answers it takes", () => {
  expect(readEvent("DEF_NO_RIBBON:CANCEL,RETRY")).toEqual({
    event: "DEF_NO_RIBBON",
    actions: ["CANCEL", "RETRY"],
  });
  expect(readEvent("NONE")).toBeNull();
});

test("a ribbon count that is no number is no count", () => {
  expect(["96", " 0 ", "OK", "ERR RIB DETECTION", ""].map(readCount)).toEqual([96, 0, null, null, null]);
});
