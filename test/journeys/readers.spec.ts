import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { chipUid } from "../../main/core/card.ts";
import { createSimulatedDesfire } from "../../native/desfire/simulated-card/desfire-card.ts";
import { blankEeprom, foreignEeprom } from "../../native/desfire/simulated-card/eeprom.ts";
import { createMuteCard, createOtherCard } from "../../native/desfire/simulated-card/other-cards.ts";
import { createVirtualReader, type VirtualReader } from "../../native/ifd-handler/virtual-reader.ts";
import { encoderOf, readerWith, shippedProfile, subject } from "../support/chips.ts";
import { preparePcscd, type TestPcscd } from "../support/pcscd.ts";
import { expect, expectAccessible, test, wordsOf } from "./desk.ts";

const blinking = "ACS ACR122U PICC Interface";
const silent = "HID Global OMNIKEY 5022 Smart Card Reader";
const randomness = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };

let pcscd: TestPcscd | null = null;
let hands: { readonly acs: VirtualReader; readonly omnikey: VirtualReader } | null = null;
let missing = "";
const signs: string[] = [];

test.beforeAll(async () => {
  const prepared = await preparePcscd([blinking, silent]);
  if ("missing" in prepared) {
    missing = prepared.missing;
    return;
  }
  pcscd = prepared;
  const acs = await createVirtualReader({
    socket: pcscd.socketOf(blinking),
    onControl(_code, bytes) {
      signs.push(Buffer.from(bytes).toString("hex"));
      return Uint8Array.of(0x90, 0x00);
    },
  });
  const omnikey = await createVirtualReader({ socket: pcscd.socketOf(silent), serial: "OK-1" });
  hands = { acs, omnikey };
  await pcscd.start();
  await Promise.all([acs.seen(), omnikey.seen()]);
});
test.afterAll(async () => {
  await hands?.acs.close();
  await hands?.omnikey.close();
  await pcscd?.stop();
});

test("a technician gives a reader its role, makes another blink, and reads whatever is laid on it", async ({
  page,
  desk,
}) => {
  test.skip(hands === null || pcscd === null, `no PC/SC here: ${missing}`);
  if (hands === null || pcscd === null) return;
  const { omnikey } = hands;
  const [words, settings] = [await wordsOf("fr", "readers"), await wordsOf("fr", "settings")];
  const board = (await wordsOf("fr"))("board.title");
  await page.goto(desk.url);
  await expect(page.getByRole("navigation", { name: board })).toBeVisible();
  await page.keyboard.press("Control+,");
  const pages = page.getByRole("navigation", { name: settings("pages") });
  await pages.getByRole("link", { name: settings("page.readers") }).click();
  const lineOf = (name: string) =>
    page.getByRole("listitem").filter({ has: page.getByText(name, { exact: true }) });
  await expect(lineOf(silent)).toContainText("OK-1");

  const desks = words("readers.role.desk.name");
  await page.getByLabel(words("readers.choose", { role: desks })).selectOption(`${silent} 01 00`);
  await expect(lineOf(silent)).toContainText(desks);
  const kept: unknown = JSON.parse(await readFile(join(desk.folder, "settings.json"), "utf8"));
  expect(kept).toMatchObject({ deskReader: { kind: "pcsc", serial: "OK-1" } });
  await lineOf(blinking)
    .getByRole("button", { name: words("readers.signal") })
    .click();
  await expect.poll(() => signs.length).toBe(2);

  await omnikey.unplug();
  await expect(page.getByText(words("readers.missing.unusable", { name: silent }))).toBeVisible();
  await expectAccessible(page);
  await omnikey.plug();
  await expect(page.getByText(words("readers.missing.unusable", { name: silent }))).toBeHidden();

  omnikey.lay(createSimulatedDesfire(blankEeprom("04112233445566", "EV3"), { randomness }));
  await lineOf(silent)
    .getByRole("button", { name: words("readers.read") })
    .click();
  const verdict = (key: string, facts = {}) =>
    page.locator(".notice").getByText(words(`card.verdict.${key}`, facts));
  await expect(verdict("blank")).toBeVisible();
  await expect(page.getByText("04112233445566")).toBeVisible();
  omnikey.take();
  await expect(page.getByText(words("card.lay", { name: silent }))).toBeVisible();
  omnikey.lay(createSimulatedDesfire(foreignEeprom("04A1B2C3D4E5F6", 0xf58540, "EV2"), { randomness }));
  await expect(verdict("crous")).toBeVisible();
  await expect(page.getByRole("table")).toContainText(words("card.communication.enciphered"));
  await expectAccessible(page);
  omnikey.take();
  omnikey.lay(createOtherCard());
  await expect(verdict("other", { family: words("card.family.mifare-classic-1k") })).toBeVisible();
  omnikey.take();
  omnikey.lay(createMuteCard());
  await expect(page.getByText(words("card.fault.card-mute.what"))).toBeVisible();
  omnikey.take();

  await pcscd.kill();
  await pages.getByRole("link", { name: settings("page.readers") }).click();
  await expect(page.getByText(words("readers.service.what"))).toBeVisible();
  await pcscd.start();
  await expect(page.getByText(words("readers.service.what"))).toBeHidden();
  await expect(lineOf(silent)).toContainText(desks);
});

/** A card that a desk with the keys of rehearsals made. */
async function madeCard(uid: string) {
  const card = createSimulatedDesfire(blankEeprom(uid, "EV2"), { randomness });
  const made = await encoderOf(shippedProfile("annual")).personalise(
    readerWith(card),
    chipUid.parse(uid),
    subject,
    10_000,
  );
  if (!made.ok) throw new Error(made.fault.kind);
  return card;
}

test("a technician sees what a card holds, how it fits a profile and what would be written, and opens the keys where the card lies", async ({
  page,
  desk,
}) => {
  test.skip(hands === null || pcscd === null, `no PC/SC here: ${missing}`);
  if (hands === null) return;
  const { omnikey } = hands;
  const [words, profiles] = [await wordsOf("fr", "readers"), await wordsOf("fr", "profiles")];
  const keys = await wordsOf("fr", "keys");
  const verdict = (key: string, facts = {}) =>
    page.locator(".notice").getByText(words(`card.verdict.${key}`, facts));
  await page.goto(`${desk.url}#settings/read-card`);
  await page.getByLabel(words("card.reader"), { exact: true }).selectOption({ label: silent });
  await expect(page.getByText(words("card.lay", { name: silent }))).toBeVisible();
  await expectAccessible(page);

  omnikey.lay(createSimulatedDesfire(blankEeprom("04112233445566", "EV3"), { randomness }));
  await expect(page.getByText(profiles("fit.state.fresh"))).toBeVisible();
  const writes = page.locator(".fit-writes li");
  await expect(writes).toHaveCount(5);
  await expect(writes.nth(2)).toContainText(profiles("fit.holds.validUntil"));
  await page.getByLabel(words("card.against")).selectOption("esup-library");
  await expect(writes.first()).toContainText("F585C0");
  omnikey.take();

  omnikey.lay(createSimulatedDesfire(foreignEeprom("04A1B2C3D4E5F7", 0xf58840, "EV2"), { randomness }));
  await expect(page.getByText(words("card.about.dueinfo"))).toBeVisible();
  omnikey.take();
  omnikey.lay(createSimulatedDesfire(foreignEeprom("04A1B2C3D4E5F8", 0xf58540, "EV2"), { randomness }));
  await expect(page.getByText(words("card.crousUnlisted"))).toBeVisible();
  omnikey.take();
  omnikey.lay(createSimulatedDesfire(foreignEeprom("04A1B2C3D4E5F9", 0x445566, "EV2"), { randomness }));
  await expect(page.getByText(words("card.about.unknown"))).toBeVisible();
  await expect(page.getByText(profiles("fit.writesRefused"))).toBeVisible();
  omnikey.take();

  const card = await madeCard("04112233445577");
  omnikey.lay(card);
  await expect(verdict("personalised", { number: subject.studentNumber })).toBeVisible();
  await expect(page.getByText(profiles("fit.state.fits"))).toBeVisible();
  await expect(page.getByText(subject.escn)).toBeVisible();
  await expectAccessible(page);
  omnikey.take();

  await page.goto(`${desk.url}#settings/keys`);
  await page.getByRole("button", { name: keys("create.open") }).click();
  await page.getByLabel(keys("name")).fill("Camille Durand");
  await page.getByLabel(keys("passphrase"), { exact: true }).fill("quatre chevaux bleus");
  await page.getByLabel(keys("passphraseAgain")).fill("quatre chevaux bleus");
  await page.getByRole("button", { name: keys("create.do") }).click();
  await page.getByRole("button", { name: keys("lock"), exact: true }).click();
  await page.goto(`${desk.url}#settings/read-card`);
  omnikey.lay(card);
  await expect(verdict("keys-locked")).toBeVisible();
  await expectAccessible(page);
  // The passphrase has the focus: nothing but the keyboard is needed.
  await expect(page.getByLabel(keys("passphrase"), { exact: true })).toBeFocused();
  await page.keyboard.type("quatre chevaux bleus");
  await page.keyboard.press("Enter");
  await expect(verdict("no-such-key", { key: "guichet", version: 1 })).toBeVisible();
  omnikey.take();
});
