import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const patienceMs = 120_000;
/** Distributions that carry Debian's sources under their own name. */
const origins = ["Debian", "Raspbian", "Ubuntu"];
/** A mirror's signature is checked against these, where the machine has them. */
const keyrings = ["debian-archive-keyring", "ubuntu-archive-keyring"]
  .flatMap((name) => [`/usr/share/keyrings/${name}.gpg`, `/usr/share/keyrings/${name}.pgp`])
  .filter(existsSync);

/**
 * Fetches the original tarballs of Debian source packages into `folder`, from wherever this machine's apt fetches its programs: with a list of its
 * own, so that nothing of the machine's configuration is touched and no mirror is named here. Says why when it can not.
 */
export async function fetchDebianSources(
  packages: readonly string[],
  folder: string,
): Promise<{ readonly tarballs: readonly string[] } | { readonly missing: string }> {
  try {
    const sources = await sourceLines();
    if (sources.length === 0)
      return { missing: "apt knows no archive of Debian: apt-get update was never run" };
    await mkdir(join(folder, "lists", "partial"), { recursive: true });
    await mkdir(join(folder, "cache", "archives", "partial"), { recursive: true });
    const list = join(folder, "sources.list");
    await writeFile(list, sources.map((line) => `${line}\n`).join(""));
    const own = [
      `Dir::Etc::sourcelist=${list}`,
      "Dir::Etc::sourceparts=-",
      `Dir::State::lists=${join(folder, "lists")}`,
      `Dir::Cache=${join(folder, "cache")}`,
      "APT::Sandbox::User=root",
      "Acquire::Languages=none",
      "Acquire::Retries=2",
    ].flatMap((option) => ["-o", option]);
    const options = { cwd: folder, timeout: patienceMs };
    await run("apt-get", [...own, "-qq", "update"], options);
    await run("apt-get", [...own, "-qq", "source", "--download-only", "--tar-only", ...packages], options);
    const tarballs = (await readdir(folder)).filter((name) => name.includes(".orig.tar"));
    return { tarballs: tarballs.map((name) => join(folder, name)) };
  } catch (cause) {
    return { missing: String(cause) };
  }
}

/** One line for each suite that programs come from; updates of it hold few sources and are left out. */
async function sourceLines(): Promise<readonly string[]> {
  const format = "$(ORIGIN)\t$(RELEASE)\t$(REPO_URI)\t$(COMPONENT)";
  const { stdout } = await run("apt-get", ["indextargets", "--format", format, "Created-By: Packages"]);
  const signed = keyrings.length === 0 ? "" : `[signed-by=${keyrings.join(",")}] `;
  const lines = stdout.split("\n").flatMap((line) => {
    const [origin = "", release = "", uri = "", component = ""] = line.split("\t");
    return origins.includes(origin) && !release.includes("-")
      ? [`deb-src ${signed}${uri} ${release} ${component}`]
      : [];
  });
  return [...new Set(lines)];
}
