import { expect, expectAccessible, test, wordsOf } from "./desk.ts";

test("a person in charge reads what was done, looks for one act, seals the log and verifies it", async ({
  page,
  desk,
}) => {
  const words = await wordsOf("fr", "audit");
  await page.goto(`${desk.url}#settings/audit`);
  await expect(page.getByRole("heading", { name: words("heading"), exact: true })).toBeVisible();
  await expect(
    page.locator(".audit-table summary", { hasText: words("act.operator-signedIn") }),
  ).toBeVisible();
  await page.getByRole("button", { name: words("seal.sign") }).click();
  const code = page.getByRole("img", { name: words("seal.qr", { number: 1 }) });
  await expect(code).toBeVisible();
  await page.getByRole("button", { name: words("verify.button") }).click();
  await expect(page.getByText(words("verify.sound"))).toBeVisible();
  await page
    .getByRole("combobox", { name: words("filter.act"), exact: true })
    .selectOption({ label: words("act.operator-signedIn") });
  await expect(page.locator(".audit-table tbody tr")).toHaveCount(1);
  await page.locator(".audit-table summary").click();
  await expectAccessible(page);
  await page.getByRole("textbox", { name: words("filter.student") }).fill("00000");
  await expect(page.getByText(words("table.none"))).toBeVisible();
});
