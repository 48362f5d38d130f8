import { describe, expect, test } from "vitest";
import type { PhotoTaken } from "../../../main/contract/photo-care.ts";
import { type IntakeProgress, intakeCounts, photosAmong, takeInFolder } from "./folder-intake.ts";

const named = (name: string) => new File(["x"], name);
const never = new AbortController().signal;
const kept: PhotoTaken = { kind: "kept", student: "22600001", warned: [] };

describe("a folder of photos", () => {
  test("is taken in the order of its names, without what systems leave in it", () => {
    const files = ["10.jpg", ".DS_Store", "9.jpg", "Thumbs.db", "desktop.ini"].map(named);
    expect(photosAmong(files).map(({ name }) => name)).toEqual(["9.jpg", "10.jpg"]);
  });

  test("tells what became of each file, and how far it has come before each", async () => {
    const told: IntakeProgress[] = [];
    const blurred = { check: "blur", state: "warn", finding: "blurred", figures: [] } as const;
    const ends = new Map([
      ["a", { ok: true, value: kept }],
      ["b", { ok: true, value: { ...kept, warned: [blurred] } }],
      ["c", { ok: true, value: { kind: "nobody" } }],
      ["d", { ok: true, value: { kind: "has-one", student: "1" } }],
      ["e", { ok: false, fault: { kind: "empty" } }],
    ] as const);
    const lines = await takeInFolder(
      [...ends.keys()].map(named),
      ({ name }) => Promise.resolve(ends.get(name as "a") ?? { ok: false, fault: { kind: "damaged" } }),
      (progress) => told.push(progress),
      never,
    );
    expect(intakeCounts(lines)).toEqual({ kept: 1, warned: 1, "has-one": 1, nobody: 1, refused: 1 });
    expect(lines[1]?.warned).toEqual([blurred]);
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
    const takeIn = ({ name }: File) => {
      taken.push(name);
      if (name === "b") stop.abort();
      return Promise.resolve({ ok: true, value: kept } as const);
    };
    const lines = await takeInFolder(["a", "b", "c"].map(named), takeIn, () => undefined, stop.signal);
    expect(taken).toEqual(["a", "b"]);
    expect(lines.map(({ file }) => file)).toEqual(["a", "b"]);
  });
});
