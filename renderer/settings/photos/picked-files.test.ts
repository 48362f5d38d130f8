import { expect, test } from "vitest";
import { mostMegabytes } from "../../../main/core/photo/photo-weight.ts";
import { bytesOf, chosenFiles, type Dropped, droppedFiles } from "./picked-files.ts";

const dropped = (name: string): Dropped => ({
  kind: "file",
  name,
  getFile: () => Promise.resolve(new File([name], name)),
});
const folder = (name: string, ...inside: readonly Dropped[]): Dropped => ({
  kind: "directory",
  name,
  async *getEntries() {
    yield* inside;
  },
});
const chosen = (name: string, webkitRelativePath: string) =>
  Object.assign(new File([name], name), { webkitRelativePath });
const pathsOf = async (...items: readonly Dropped[]) => (await droppedFiles(items)).map(({ path }) => path);

test("a folder that is dropped is walked to its last file, and its own name left out", async () => {
  const nested = folder("L1", dropped("b.jpg"), folder("A", dropped("c.jpg")), folder("empty"));
  expect(await pathsOf(folder("photos", dropped("a.jpg"), nested))).toEqual([
    "a.jpg",
    "L1/b.jpg",
    "L1/A/c.jpg",
  ]);
});

test("several things dropped together keep the names of their folders, and text among them is nothing", async () => {
  expect(await pathsOf(dropped("a.jpg"), folder("L1", dropped("a.jpg")), { kind: "text" })).toEqual([
    "a.jpg",
    "L1/a.jpg",
  ]);
});

test("a folder that is chosen tells the same paths as one that is dropped", () => {
  const files = [
    chosen("a.jpg", "photos/a.jpg"),
    chosen("c.jpg", "photos/L1/A/c.jpg"),
    chosen("alone.jpg", ""),
  ];
  expect(chosenFiles(files).map(({ path }) => path)).toEqual(["a.jpg", "L1/A/c.jpg", "alone.jpg"]);
});

test("a file that went away meanwhile, and one that is no photo by its weight, are told and not sent", async () => {
  const gone = { path: "gone.jpg", file: () => Promise.reject(new Error("NotFoundError")) };
  expect(await bytesOf(gone)).toEqual({ kind: "unreadable" });
  const film = Object.defineProperty(new File(["x"], "film.mov"), "size", {
    value: mostMegabytes * 1_000_000 + 1,
  });
  expect(await bytesOf({ path: "film.mov", file: () => Promise.resolve(film) })).toEqual({
    kind: "too-heavy",
    mostMegabytes,
  });
});
