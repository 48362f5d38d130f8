import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";

import { firstSettings } from "../../main/settings/settings.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A desk of its own for one journey: a new data folder, the example data, simulated devices. */
export interface RunningDesk {
  readonly url: string;
  readonly folder: string;
}

/**
 * Journeys get a running desk; it is stopped by its own id at the end. With `examples` false it knows nobody yet; `within` is put before
 * its command line, and `prepared` prepares its data folder. A window signs in by itself, or makes the first operator, unless `signsIn` is false.
 */
export const test = base.extend<{
  readonly examples: boolean;
  readonly signsIn: boolean;
  readonly within: { readonly prefix: readonly string[] };
  readonly prepared: { readonly by: (folder: string) => Promise<void> };
  readonly desk: RunningDesk;
}>({
  examples: [true, { option: true }],
  signsIn: [true, { option: true }],
  within: [{ prefix: [] }, { option: true }],
  prepared: [{ by: () => Promise.resolve() }, { option: true }],
  page: async ({ page, signsIn }, use) => {
    if (signsIn) await page.addInitScript(signInBySelf, exampleOperator);
    await use(page);
  },
  desk: async ({ examples, within, prepared }, use) => {
    const folder = await mkdtemp(join(tmpdir(), "guichet-journey-"));
    await writeFile(join(folder, "settings.json"), JSON.stringify({ ...firstSettings, examples }));
    await prepared.by(folder);
    const desk = [join(root, "main", "index.ts"), "desk", "--data", folder, "--no-window"];
    const [command = "", ...rest] = [...within.prefix, process.execPath, ...desk];
    const child = spawn(command, rest, { stdio: ["ignore", "pipe", "inherit"] });
    let said = "";
    for await (const chunk of child.stdout) {
      said += String(chunk);
      if (said.includes("token=")) break;
    }
    const url = /http:\S+/.exec(said)?.[0];
    if (url === undefined) throw new Error(`the desk did not open: ${said}`);
    await use({ url, folder });
    const gone = once(child, "exit");
    child.kill("SIGTERM");
    await gone;
    await rm(folder, { recursive: true, force: true });
  },
});

/** The first of the invented operators. */
const exampleOperator = { name: "Camille Exemple", pin: "2580" };

/** Runs in the page: fills in whichever form asks who is there, once. */
export function signInBySelf({ name, pin }: typeof exampleOperator): void {
  new MutationObserver((_, observer) => {
    const form = document.querySelector<HTMLFormElement>("form[data-sign-in], form[data-first-start]");
    if (form === null) return;
    observer.disconnect();
    const typed: Readonly<Record<string, string>> = { name, pin, again: pin };
    for (const field of form.querySelectorAll("input")) field.value = typed[field.name] ?? "";
    form.requestSubmit();
  }).observe(document, { subtree: true, childList: true });
}

/** The words of the screens in one language: `words("step.names.photo")`. */
export async function wordsOf(
  language: "fr" | "en",
  file = "interface",
): Promise<(key: string, facts?: Record<string, string | number>) => string> {
  const text: unknown = JSON.parse(
    await readFile(join(root, "assets", "locales", language, `${file}.json`), "utf8"),
  );
  return (key, facts = {}) => {
    let found = text;
    for (const part of key.split(".")) found = (found as Record<string, unknown>)[part];
    if (typeof found !== "string") throw new Error(`no words for ${key}`);
    return found.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(facts[name] ?? ""));
  };
}

/** Asks axe about the page as it is, once nothing moves any more. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const passing = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(passing.map((animation) => animation.finished));
  });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`)).toEqual(
    [],
  );
}

export { expect };
