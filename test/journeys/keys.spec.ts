import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { createFileKeyStore } from "../../main/security/key-store/file-key-store.ts";
import { expect, expectAccessible, test, wordsOf } from "./desk.ts";
import { toIssue, toPhoto } from "./to-issue.ts";

const passphrase = "quatre chevaux bleus";
const component = "00112233445566778899AABBCCDDEEFF";

type Words = Awaited<ReturnType<typeof wordsOf>>;

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
}

/** Reads what stands on the paper that is printed. */
async function secretOf(paper: Locator): Promise<string> {
  await expect(paper).toBeVisible();
  return (await paper.locator(".keys-secret span").allTextContents()).join("");
}

async function holdCeremony(page: Page, words: Words): Promise<void> {
  await press(page, words("list.add"));
  await press(page, words("ceremony.begin"));
  await press(page, words("ceremony.alone"));
  await page.getByLabel(words("ceremony.custodian")).fill("Camille Durand");
  await page.getByLabel(words("ceremony.component", { digits: 32 })).fill(component);
  await expectAccessible(page);
  await press(page, words("ceremony.keep"));
  await expect(page.getByText(component)).toHaveCount(0);
  await expect(
    page.getByText(words("ceremony.kept", { name: "Camille Durand", kcv: "FDE4FB" })),
  ).toBeVisible();
  await press(page, words("ceremony.alone"));
  await page.getByLabel(words("ceremony.custodian")).fill("Camille durand");
  await press(page, words("ceremony.draw"));
  await expect(page.getByText(words("fault.same-custodian.what"))).toBeVisible();
  await page.getByLabel(words("ceremony.custodian")).fill("Dominique Petit");
  await press(page, words("ceremony.draw"));
  const drawn = await secretOf(page.locator(".keys-printed"));
  expect(drawn).toMatch(/^[0-9A-F]{32}$/);
  await expectAccessible(page);
  await press(page, words("ceremony.written"));
  await expect(page.getByText(words("ceremony.checkIntro"))).toBeVisible();
  expect(await page.content()).not.toContain(drawn.slice(0, 4).concat("</span>"));
  await expectAccessible(page);
  await press(page, words("ceremony.end"));
  await press(page, words("back"));
}

test("a key store is made, two custodians bring a key, three people hold shares, and two of them open it again", async ({
  page,
  desk,
}) => {
  const words = await wordsOf("fr", "keys");
  await page.goto(`${desk.url}#settings/keys`);
  await expect(page.getByText(words("simulated.what"))).toBeVisible();
  await press(page, words("create.open"));
  await page.getByLabel(words("name")).fill("Camille Durand");
  await page.getByLabel(words("passphrase"), { exact: true }).fill(passphrase);
  await page.getByLabel(words("passphraseAgain")).fill(passphrase);
  await press(page, words("create.do"));
  await expect(page.getByText(words("list.empty"))).toBeVisible();
  await holdCeremony(page, words);
  await expect(page.getByRole("cell", { name: words("list.current") })).toBeVisible();

  await press(page, words("recovery.make"));
  const shares: string[] = [];
  for (const n of [1, 2, 3]) {
    await press(page, words("ceremony.alone"));
    shares.push(await secretOf(page.locator(".keys-printed")));
    if (n === 1) await expectAccessible(page);
    await press(page, words(n === 3 ? "recovery.last" : "recovery.next"));
  }
  await press(page, words("lock"));
  await expect(page.getByText(words("lockedBecause.asked"))).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel(words("passphrase"), { exact: true }).fill("quatre chevaux blancs");
  await press(page, words("unlock"));
  await expect(page.getByText(words("fault.wrong-passphrase.what"))).toBeVisible();

  await press(page, words("forgotten"));
  await page.getByLabel(words("recovery.first")).fill(shares[2] ?? "");
  await page.getByLabel(words("recovery.second")).fill((shares[0] ?? "").toLowerCase());
  await page.getByLabel(words("name")).fill("Dominique Petit");
  await page.getByLabel(words("passphrase"), { exact: true }).fill("une phrase neuve");
  await page.getByLabel(words("passphraseAgain")).fill("une phrase neuve");
  await expectAccessible(page);
  await press(page, words("recovery.do"));
  await expect(page.getByRole("heading", { name: words("state.open") })).toBeVisible();
  await expect(page.getByText("FDE4FB")).toHaveCount(0);
  await expectAccessible(page);
});

/** The data folder of a desk with a key store of its own, which nobody has opened yet. */
async function withStore(folder: string): Promise<void> {
  const file = join(folder, "settings.json");
  const settings = JSON.parse(await readFile(file, "utf8"));
  await writeFile(file, JSON.stringify({ ...settings, keyStore: { kind: "file" } }));
  const store = createFileKeyStore(join(folder, "keys.json"), { now: Date.now });
  expect(await store.create("Camille Durand", passphrase)).toMatchObject({ ok: true });
  for (const name of ["guichet", "guichet-chip"]) {
    expect(await store.addKey(name, "aes-128", randomBytes(16))).toMatchObject({ ok: true });
  }
}

test.describe("a desk whose keys nobody has opened", () => {
  test.use({ prepared: { by: withStore } });

  test("has them opened where the card waits for them, and the card goes on by itself", async ({
    page,
    desk,
  }) => {
    // A whole card, step by step with axe: a minute on two cores, and others may use the machine.
    test.setTimeout(240_000);
    const words = await wordsOf("fr");
    const keys = await wordsOf("fr", "keys");
    const reasons = await wordsOf("fr", "reasons");
    const main = page.getByRole("main");
    await toPhoto(page, desk.url);
    await toIssue(page);
    await main.getByRole("button", { name: words("issue.make") }).click();
    await expect(main.getByText(keys("lockedBecause.started"))).toBeVisible();
    const field = main.getByLabel(keys("passphrase"), { exact: true });
    await expect(field).toBeFocused();
    await expectAccessible(page);
    await page.keyboard.type("quatre chevaux blancs");
    await page.keyboard.press("Enter");
    await expect(main.getByText(keys("fault.wrong-passphrase.what"))).toBeVisible();
    await field.fill(passphrase);
    await page.keyboard.press("Enter");
    await expect(main.getByText(reasons("need.verify.what")).first()).toBeVisible({ timeout: 60_000 });
  });
});
