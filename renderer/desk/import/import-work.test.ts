import { expect, test } from "vitest";
import type { ImportRemark, ImportReport } from "../../../main/contract/imports.ts";
import { changesNothing, remarksOf } from "./import-work.ts";

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
