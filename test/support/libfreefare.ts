import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { fetchDebianSources } from "./debian-source.ts";

const run = promisify(execFile);
const ours = fileURLToPath(new URL("../libfreefare", import.meta.url));
const cache = fileURLToPath(new URL("../../.cache", import.meta.url));
const headers = "/usr/include/PCSC";
const maths = ["-lcrypto", "-lm"];

/** Parts of libnfc, a reader's library, with its PC/SC driver and no other. */
const libnfc = ["conf", "iso14443-subr", "mirror-subr", "nfc", "nfc-device", "nfc-emulation"].concat([
  "nfc-internal",
  "target-subr",
  "drivers/pcsc",
]);
const libfreefare = ["freefare", "mifare_classic", "mifare_ultralight", "mifare_desfire"].concat(
  ["aid", "crypto", "error", "key"].map((part) => `mifare_desfire_${part}`),
  ["mad", "mifare_application", "tlv"],
);
/** What libfreefare's `configure` finds on any Linux. */
const found = ["ENDIAN_H", "BYTESWAP_H", "SYS_TYPES_H", "STRDUP", "MEMSET"];

/** Its two on-card suites: the files with their tests, and the file that finds the card. */
const suites = {
  "suite-d40": { tests: ["test_mifare_desfire"], fixture: "mifare_desfire_fixture" },
  "suite-ev1": {
    tests: ["ev1", "ev1_3des", "ev1_3k3des", "ev1_aes", "ev1_iso"].map(
      (each) => `test_mifare_desfire_${each}`,
    ),
    fixture: "mifare_desfire_ev1_fixture",
  },
};
const tools = ["info", "format", "create-ndef", "write-ndef", "read-ndef"].map(
  (each) => `mifare-desfire-${each}`,
);

/**
 * Builds libfreefare's tools and on-card suites on a libnfc that speaks PC/SC, from Debian's sources; gives the folder with the programs.
 * Built once for these very recipes, and kept. Says why when that can not be done here.
 */
export async function buildLibfreefare(): Promise<
  { readonly folder: string } | { readonly missing: string }
> {
  const hash = createHash("sha256");
  for (const file of [
    fileURLToPath(import.meta.url),
    join(ours, "cutter.h"),
    join(ours, "on-card-suite.c"),
  ]) {
    hash.update(await readFile(file));
  }
  const folder = join(cache, `libfreefare-${hash.digest("hex").slice(0, 12)}`);
  if (existsSync(folder)) return { folder };
  await mkdir(cache, { recursive: true });
  const place = await mkdtemp(join(cache, "libfreefare-building-"));
  try {
    const fetched = await fetchDebianSources(["libnfc", "libfreefare"], place);
    if ("missing" in fetched) return fetched;
    for (const tarball of fetched.tarballs) await run("tar", ["-xf", tarball, "-C", place]);
    await compile(place);
    // Whole or not at all: another run may be looking for it.
    await rename(join(place, "programs"), folder);
    return { folder };
  } catch (cause) {
    return existsSync(folder) ? { folder } : { missing: String(cause) };
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

async function compile(place: string): Promise<void> {
  const [nfc, freefare, programs] = [
    await unpacked(place, "libnfc"),
    await unpacked(place, "libfreefare"),
    join(place, "programs"),
  ];
  await mkdir(programs);
  const configuration = found.map((each) => `#define HAVE_${each} 1\n`).join("");
  await writeFile(join(place, "config.h"), configuration);
  const common = ["-w", "-O1", "-std=gnu11", "-D_GNU_SOURCE", `-I${join(nfc, "include")}`];
  const cc = (args: readonly string[]) => run("gcc", [...common, ...args]);
  const library = (name: string) => join(programs, `lib${name}.so`);
  // Found beside the programs, wherever the folder goes.
  const shared = (name: string) => ["-shared", "-fPIC", `-Wl,-soname,lib${name}.so`, "-o", library(name)];
  // No configuration of the machine's readers is read.
  const defines = [
    '-DPACKAGE_VERSION=""',
    '-DSYSCONFDIR="/nonexistent"',
    "-DDRIVER_PCSC_ENABLED",
    "-DHAVE_PCSC",
  ];
  const nfcParts = libnfc.map((part) => join(nfc, "libnfc", `${part}.c`));
  const nfcIncludes = [`-I${join(nfc, "libnfc")}`, `-I${headers}`];
  await cc([...nfcIncludes, ...defines, ...shared("nfc"), ...nfcParts, "-lpcsclite"]);
  const included = [
    place,
    join(freefare, "libfreefare"),
    ours,
    join(freefare, "test"),
    join(freefare, "test", "common"),
  ];
  const includes = included.map((each) => `-I${each}`);
  const parts = libfreefare.map((part) => join(freefare, "libfreefare", `${part}.c`));
  await cc([...includes, ...shared("freefare"), ...parts, library("nfc"), ...maths]);
  const linked = [library("freefare"), library("nfc"), ...maths, "-Wl,-rpath,$ORIGIN"];
  for (const [name, { tests, fixture }] of Object.entries(suites)) {
    const files = tests.map((each) => join(freefare, "test", `${each}.c`));
    const names = (await Promise.all(files.map(testsIn))).flat();
    const helpers = [join(ours, "on-card-suite.c"), join(freefare, "test", `${fixture}.c`)].concat(
      join(freefare, "test", "common", "mifare_desfire_auto_authenticate.c"),
    );
    const list = `-DSUITE_TESTS=${names.map((each) => `TEST(${each})`).join(" ")}`;
    await cc([...includes, list, "-o", join(programs, name), ...helpers, ...files, ...linked]);
  }
  for (const tool of tools) {
    await cc([...includes, "-o", join(programs, tool), join(freefare, "examples", `${tool}.c`), ...linked]);
  }
}

/** The folder a tarball of this name was unpacked to, whatever it calls it. */
async function unpacked(place: string, name: string): Promise<string> {
  const folder = (await readdir(place, { withFileTypes: true })).find(
    (each) => each.isDirectory() && each.name.startsWith(`${name}-`),
  );
  if (folder === undefined) throw new Error(`no ${name} in its tarball`);
  return join(place, folder.name);
}

async function testsIn(file: string): Promise<readonly string[]> {
  const text = await readFile(file, "utf8");
  return [...text.matchAll(/^(test_\w+) \(void\)/gm)].map(([, name = ""]) => name);
}
