import { expect, test } from "vitest";
import { recordsOf } from "./delimited-text.ts";

function cellsOf(text: string) {
  const records = recordsOf(text);
  if (!records.ok) throw new Error(records.fault.kind);
  return records.value.map(({ line, cells }) => [line, ...cells]);
}

test.each([
  [";", 'a;"b,c,d,e";f\n1;2;3\n'],
  [",", 'a,"b;c;d;e",f\n1,2,3\n'],
  ["\t", 'a\t"b;c,d"\tf\n1\t2\t3\n'],
])("cells are separated by what separates the headings, here %j", (_separator, text) => {
  expect(cellsOf(text)[1]).toEqual([2, "1", "2", "3"]);
});

test("Excel may announce the separator on a line of its own", () => {
  expect(cellsOf("sep=,\na;b;c,d\n1,2\n")).toEqual([
    [2, "a;b;c", "d"],
    [3, "1", "2"],
  ]);
});

test("lines are counted as a text editor does, through breaks inside quotes and blank lines", () => {
  expect(cellsOf('a;b\n"x\ny\n";1\n\n;\n2;"z"\n"q\n";3')).toEqual([
    [1, "a", "b"],
    [2, "x\ny\n", "1"],
    [7, "2", "z"],
    [8, "q\n", "3"],
  ]);
});

test("doubled quotes are quotes, and quotes inside a bare cell are kept", () => {
  expect(cellsOf('a;b\n"dit ""Jo""";Jean "Jo" Roux\n')[1]).toEqual([2, 'dit "Jo"', 'Jean "Jo" Roux']);
});

test("a quote never closed names the line it spoils", () => {
  expect(recordsOf('a;b\n1;2\n"3;4\n5;6\n')).toEqual({ ok: false, fault: { kind: "malformed", line: 3 } });
});

const separators = ";".repeat(60_000);
const hostile: readonly (readonly [string, () => string, number])[] = [
  ["a million headings", () => `${"a;".repeat(1_000_000)}\n`, 1],
  ["six hundred headings", () => `${"a;".repeat(600)}\n`, 1],
  ["an endless line", () => `a;b\n${"x".repeat(20_000_000)}`, 2],
  ["an endless line of separators", () => `a;b\n${";".repeat(20_000_000)}`, 2],
  ["an endless quoted cell", () => `a;b\n"${"x;y\n".repeat(4_000_000)}`, 2],
  ["millions of rows", () => `a\n${"x\n".repeat(4_000_000)}`, 300_001],
];

test.each(hostile)("%s is given up within a bounded time", (_what, text, line) => {
  const started = performance.now();
  expect(recordsOf(text())).toEqual({ ok: false, fault: { kind: "malformed", line } });
  expect(performance.now() - started).toBeLessThan(10_000);
});

test("rows of nothing but separators cost time and no memory", () => {
  const records = recordsOf(`a;b\n${`${separators}\n`.repeat(50)}1;2\n`);
  expect(records.ok && records.value.map(({ line }) => line)).toEqual([1, 52]);
});
