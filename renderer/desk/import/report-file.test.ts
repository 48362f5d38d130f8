import * as fc from "fast-check";
import { expect, test } from "vitest";
import { csvOf } from "./report-file.ts";

test("a report opens in a French spreadsheet with its accents, and its cells stay one cell", () => {
  expect(
    csvOf([
      ["Ligne", "Lu"],
      [12, 'a;b "c"\nd'],
    ]),
  ).toBe('\uFEFFLigne;Lu\r\n12;"a;b ""c""\nd"\r\n');
});

test("no cell of a report is a formula, whatever stood in the file", () => {
  expect(csvOf([["=HYPERLINK(1)", "+1", "-1", "@x", "\tx"]])).toContain("'=HYPERLINK(1);'+1;'-1;'@x;'\tx");
  fc.assert(
    fc.property(fc.string(), (text) => {
      const [line = ""] = csvOf([[text]])
        .slice(1)
        .split("\r\n");
      expect(line.replace(/^"/u, "")).not.toMatch(/^[=+\-@\t\r\n]/u);
    }),
  );
});
