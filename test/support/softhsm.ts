import { execFile } from "node:child_process";
import { access, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const libraries = ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm.so"];

/** The PIN of every token made here. */
export const testPin = "738192";
const administrationPin = "90817263";

/** Debian's SoftHSM with a folder of tokens of its own, in this process and in those that get its environment. */
export interface SoftHsm {
  readonly library: string;
  readonly environment: NodeJS.ProcessEnv;
  remove(): Promise<void>;
}

/** Prepares SoftHSM with tokens of these labels: it looks for tokens at its first use in a process, and never again. Says why where it can not be had. */
export async function prepareSoftHsm(
  labels: readonly string[],
): Promise<SoftHsm | { readonly missing: string }> {
  const library = await firstThere(libraries);
  if (library === null) return { missing: "softhsm2 is not installed" };
  const folder = await mkdtemp(join(tmpdir(), "guichet-softhsm-"));
  const tokenFolder = join(folder, "tokens");
  await mkdir(tokenFolder);
  const configuration = join(folder, "softhsm2.conf");
  await writeFile(
    configuration,
    `directories.tokendir = ${tokenFolder}\nobjectstore.backend = file\nlog.level = ERROR\n`,
  );
  process.env["SOFTHSM2_CONF"] = configuration;
  const environment = { ...process.env };
  const pins = ["--so-pin", administrationPin, "--pin", testPin];
  for (const label of labels) {
    await run("softhsm2-util", ["--init-token", "--free", "--label", label, ...pins], { env: environment });
  }
  return {
    library,
    environment,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function firstThere(files: readonly string[]): Promise<string | null> {
  for (const file of files) {
    const isThere = await access(file).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  return null;
}
