import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { wordsOf } from "./desk.ts";

/** A photo from a file, and whose it is said to be: a student of the examples. */
export const portrait = fileURLToPath(new URL("../support/astronaut.png", import.meta.url));
export const name = "Tao Gonçalves";
const words = await wordsOf("fr");

/** Brings the student of the examples to the photo step. */
export async function toPhoto(page: Page, url: string): Promise<void> {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(url);
  const action = (move: "arrived" | "being-served") =>
    page.getByRole("button", {
      name: words("board.actionFor", { action: words(`board.actions.${move}`), name }),
    });
  await action("arrived").click();
  await action("being-served").click();
  await page.getByText(words("checkIn.documents.identity-card")).click();
  await page.getByRole("button", { name: words("common.next") }).click();
}

/** From a photo file to the ready-to-make card, every choice answered No. */
export async function toIssue(page: Page): Promise<void> {
  await page.getByText(words("photo.file"), { exact: true }).click();
  await page.locator("input[type=file]").setInputFiles(portrait);
  await page.getByRole("button", { name: words("photo.preview") }).click();
  await page.getByText((await wordsOf("fr", "photo"))("reasons.recognisable"), { exact: true }).click();
  await page.getByRole("button", { name: words("photo.confirm") }).click();
  for (const subject of ["crous", "european-card", "photo-diffusion"]) {
    const choice = page.getByRole("region", { name: words(`choices.subjects.${subject}`) });
    await choice.getByRole("radio").nth(1).click();
  }
  await page.getByText(words("choices.rulesRead"), { exact: true }).first().click();
  await page.getByRole("button", { name: words("common.next") }).click();
}
