import { describe, expect, test } from "vitest";
import {
  type IntakeProgress,
  intakeCounts,
  nameOf,
  type PhotoTaken,
  photosAmong,
  takeInFolder,
} from "./folder-intake.ts";

const at = (path: string) => ({ path });
const never = new AbortController().signal;
const kept: PhotoTaken = { kind: "kept", student: "22600001", warned: [] };

describe("a folder of photos", () => {
  test("is taken in the order of its names, without what systems leave in it", () => {
    const left = [".DS_Store", "Thumbs.db", "L1/desktop.ini", "__MACOSX/10.jpg", "L1/._9.jpg"];
    const files = photosAmong(["L1/10.jpg", ...left, "L1/9.jpg", "8.jpg"].map(at));
    expect(files.map(nameOf)).toEqual(["8.jpg", "9.jpg", "10.jpg"]);
  });

  test("tells what became of each file, and how far it has come before each", async () => {
    const told: IntakeProgress<object>[] = [];
    const blurred = { check: "blur", state: "warn", finding: "blurred", figures: [] } as const;
    const ends = new Map([
      ["a", { ok: true, value: kept }],
      ["b", { ok: true, value: { ...kept, warned: [blurred] } }],
      ["c", { ok: true, value: { kind: "nobody" } }],
      ["d", { ok: true, value: { kind: "has-one", student: "1" } }],
      ["e", { ok: false, fault: { kind: "empty" } }],
    ] as const);
    const lines = await takeInFolder(
      [...ends.keys()].map(at),
      ({ path }) => Promise.resolve(ends.get(path as "a") ?? { ok: false, fault: { kind: "damaged" } }),
      (progress) => told.push(progress),
      never,
    );
    expect(intakeCounts(lines)).toEqual({ kept: 1, warned: 1, "has-one": 1, nobody: 1, refused: 1 });
    expect(lines[1]?.warned).toEqual([blurred]);
    expect(lines.map(({ student }) => student)).toEqual(["22600001", "22600001", null, "1", null]);
    expect(lines[4]?.fault).toEqual({ kind: "empty" });
    expect(told.map((each) => [each.lines.length, each.total, each.current])).toEqual([
      [0, 5, "a"],
      [1, 5, "b"],
      [2, 5, "c"],
      [3, 5, "d"],
      [4, 5, "e"],
    ]);
  });

  test("stopped in the middle keeps what was taken and touches nothing more", async () => {
    const stop = new AbortController();
    const taken: string[] = [];
    const takeIn = ({ path }: { readonly path: string }) => {
      taken.push(path);
      if (path === "b") stop.abort();
      return Promise.resolve({ ok: true, value: kept } as const);
    };
    const lines = await takeInFolder(["a", "b", "c"].map(at), takeIn, () => undefined, stop.signal);
    expect(taken).toEqual(["a", "b"]);
    expect(lines.map(({ path }) => path)).toEqual(["a", "b"]);
  });
});
