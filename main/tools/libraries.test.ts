import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

/** The tools are plain JavaScript, typed by a project of their own: here they are loaded by address. */
const load = (name: string) => import(new URL(name, import.meta.url).href);
const { libraries }: { readonly libraries: readonly string[] } = await load("libraries.mjs");
const { ownNode, root } = await load("paths.mjs");
const { builtLibraries } = await load("set-up.mjs");

const packageOf = (specifier: string) =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

/** What the sources of the station import by name. */
function imported(): ReadonlySet<string> {
  const sources = readdirSync(join(root, "main"), { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".ts") && !name.endsWith(".test.ts"),
  );
  const texts = sources.map((name) => readFileSync(join(root, "main", name), "utf8"));
  return new Set(
    texts.flatMap((text) => [...text.matchAll(/from "([^."][^"]*)"/g)].map(([, name = ""]) => name)),
  );
}

describe("the libraries read at the start", () => {
  test("all entries of a package stand in the list together, so that none of it is there twice", () => {
    const packages = new Set(libraries.map(packageOf));
    const wanted = [...imported()].filter((name) => packages.has(packageOf(name)));
    expect(wanted.length).toBeGreaterThan(3);
    expect(wanted.filter((name) => !libraries.includes(name))).toEqual([]);
  });

  test("are taken from their one file where the desk is started by its tools", async () => {
    await builtLibraries();
    const preload = join(root, "main", "tools", "use-libraries.mjs");
    const asked =
      'console.log(import.meta.resolve("zod")); const { z } = await import("zod"); z.int().parse(1);';
    const { stdout, stderr } = spawnSync(
      ownNode,
      ["--import", preload, "--input-type=module", "--eval", asked],
      { cwd: root, encoding: "utf8" },
    );
    expect(stderr).toBe("");
    expect(stdout).toContain("dist/libraries/zod.mjs");
  });
});
