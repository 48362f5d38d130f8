import { expect, expectAccessible, test, wordsOf } from "./desk.ts";
import { name, portrait, toIssue, toPhoto } from "./to-issue.ts";

const words = await wordsOf("fr");
const reasons = await wordsOf("fr", "reasons");

test.describe("without a camera that may be used", () => {
  test.use({ permissions: [] });

  test("the photo step says so, and a file does as well", async ({ page, desk }) => {
    await toPhoto(page, desk.url);
    await expect(page.getByText(words("photo.cameraFaults.refused.what")).first()).toBeVisible();
    await expectAccessible(page);
    await page.getByText(words("photo.file"), { exact: true }).click();
    await page.locator("input[type=file]").setInputFiles({
      name: "photo.jpg",
      mimeType: "image/jpeg",
      buffer: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"),
    });
    await expect(
      page.getByText(reasons("photoFault.not-a-photo.what", { seen: reasons("looksLike.svg") })).first(),
    ).toBeVisible();
    await expectAccessible(page);
    await page.locator("input[type=file]").setInputFiles(portrait);
    await page.getByRole("button", { name: words("photo.preview") }).click();
    await expect(page.getByRole("img", { name: words("photo.previewAlt", { name }) })).toBeVisible();
  });
});

test("a printer without cards, then a card of another kind, are put right one after the other", async ({
  page,
  desk,
}) => {
  test.setTimeout(120_000);
  const main = page.getByRole("main");
  await toPhoto(page, desk.url);
  await toIssue(page);

  await page.keyboard.press("Control+b");
  await page.getByText(words("bench.fault.feeder-empty"), { exact: true }).click();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: words("issue.make") }).click();
  await expect(main.getByText(reasons("condition.feeder-empty.what")).first()).toBeVisible();
  await expectAccessible(page);

  await page.keyboard.press("Control+b");
  await page.getByText(words("bench.fault.feeder-empty"), { exact: true }).click();
  await page.getByLabel(words("bench.kind")).selectOption("other");
  await page.getByRole("button", { name: words("bench.addOne"), exact: true }).click();
  await page.keyboard.press("Escape");
  await main.getByRole("button", { name: words("issue.goOn") }).click();
  await expect(main.getByText(reasons("spoil.wrong-card-type.what")).first()).toBeVisible();
  await expectAccessible(page);

  await main.getByRole("button", { name: words("issue.nextCard") }).click();
  await main.getByRole("button", { name: words("handOver.good") }).click({ timeout: 20_000 });
  await main.getByRole("button", { name: words("handOver.simulatedTap") }).click();
  await expect(main.getByText(words("handOver.doneMeaning", { name }))).toBeVisible();

  await test.step("and a choice is changed after the hand-over", async () => {
    await page
      .getByRole("button", { name: words("common.modify") })
      .first()
      .click();
    const crous = main.getByRole("region", { name: words("choices.subjects.crous") }).getByRole("radio");
    await expect(crous.nth(1)).toBeChecked();
    await crous.nth(0).click();
    await expect(crous.nth(0)).toBeChecked();
  });
});

test("a pre-encoded card that no imported file lists waits, and the operator reads which file to import", async ({
  page,
  desk,
}) => {
  await toPhoto(page, desk.url);
  await toIssue(page);
  await page.keyboard.press("Control+b");
  await page.getByLabel(words("bench.kind")).selectOption("crous");
  await page.getByRole("button", { name: words("bench.addOne"), exact: true }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: words("issue.make") }).click();
  const need = page.getByRole("region", { name: words("issue.needsYou") });
  await expect(need.getByText(reasons("need.crous-unlisted.todo"))).toBeVisible();
  await expect(need.getByText(/04[0-9A-F]{12}/)).toBeVisible();
  await expectAccessible(page);
});
