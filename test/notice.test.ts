import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

test("NOTICE names every package that is shipped", async () => {
  const manifest: { readonly dependencies: Readonly<Record<string, string>> } = JSON.parse(
    await readFile(new URL("../package.json", import.meta.url), "utf8"),
  );
  const notice = await readFile(new URL("../NOTICE", import.meta.url), "utf8");
  const words = new Set(notice.split(/[\s,;]+/));
  const unnamed = Object.keys(manifest.dependencies).filter((name) => !words.has(name));
  expect(unnamed).toEqual([]);
});
