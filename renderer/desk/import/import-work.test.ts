import { expect, test } from "vitest";
import type { ImportRemark, ImportReport } from "../../../main/contract/imports.ts";
import { changesNothing, firstReading, remarksOf, withField } from "./import-work.ts";

const remark = (line: number, refused: boolean): ImportRemark => ({
  line,
  column: "INE",
  field: "ine",
  reason: "ine-provisional",
  seen: "1234D56789A",
  refused,
});
const report: ImportReport = {
  as: "students",
  fileName: "etudiants.csv",
  rows: 3,
  accepted: 2,
  warned: 1,
  refused: 1,
  added: 0,
  changed: 0,
  unchanged: 2,
  unusedColumns: [],
  remarks: [remark(2, false), remark(3, true)],
  gone: { count: 0, some: [] },
};

test("the same file again is said to change nothing", () => {
  expect(changesNothing(report)).toBe(true);
  expect(changesNothing({ ...report, changed: 1 })).toBe(false);
  expect(changesNothing({ ...report, added: 1 })).toBe(false);
});

test("a file of which every row is refused is not called unchanged", () => {
  expect(changesNothing({ ...report, accepted: 0, unchanged: 0 })).toBe(false);
});

const lines = (filter: "all" | "refused" | "warned") => remarksOf(report, filter).map((one) => one.line);

test("remarks can be narrowed to the rows refused or to the warnings", () => {
  expect(lines("all")).toEqual([2, 3]);
  expect(lines("refused")).toEqual([3]);
  expect(lines("warned")).toEqual([2]);
});

test("a field is held by one column: told of another, it leaves the first", () => {
  expect(withField({ number: 0, email: 3 }, 2, "number")).toEqual({ email: 3, number: 2 });
  expect(withField({ number: 0, email: 3 }, 3, null)).toEqual({ number: 0 });
});

test("a source is read as it was remembered, and a new one as guessed", () => {
  const look: Parameters<typeof firstReading>[0] = {
    as: "students",
    choosable: true,
    headings: ["a", "b"],
    guesses: { students: { number: 0 }, agenda: { email: 1 } },
    samples: [],
    rows: 2,
    remembered: null,
  };
  expect(firstReading(look)).toEqual({ as: "students", columns: { number: 0 } });
  const remembered = { as: "agenda" as const, columns: { email: 0 } };
  expect(firstReading({ ...look, remembered })).toEqual(remembered);
});
