import { readFile } from "node:fs/promises";

import { fileURLToPath } from "node:url";
import type { Locator } from "@playwright/test";
import { dayIn } from "../../main/core/calendar.ts";
import { expect, expectAccessible, test, wordsOf } from "./desk.ts";

const students = fileURLToPath(new URL("../../assets/examples/etudiants.csv", import.meta.url));

/** An agenda of today as an appointment tool exports it, for one student. */
function agendaOf(studentNumber: string): string {
  const [year, month, day] = dayIn("Europe/Paris", Date.now()).split("-");
  return `Date;Heure;N° étudiant;Motif\n${day}/${month}/${year};09:00;${studentNumber};Carte multiservice\n`;
}

/** Mean brightness, 0 to 255, of the place of the photo on a card shown: a black one was taken before the camera saw anything. */
function brightnessOfPhoto(card: Locator): Promise<number> {
  return card.evaluate((image: HTMLImageElement) => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const pen = canvas.getContext("2d");
    pen?.drawImage(image, 0, 0);
    const pixels = pen?.getImageData(50, 170, 310, 410).data ?? [];
    let sum = 0;
    for (let i = 0; i < pixels.length; i += 4) sum += pixels[i + 1] ?? 0;
    return sum / (pixels.length / 4);
  });
}

test.use({ examples: false });

for (const language of ["fr", "en"] as const) {
  test(`from the import files to a card in the hand, in ${language}`, async ({ page, desk }) => {
    // A whole card, step by step with axe: a minute on two cores, and others may use the machine.
    test.setTimeout(240_000);
    const words = await wordsOf(language);
    const imports = await wordsOf(language, "imports");
    const photo = await wordsOf(language, "photo");
    const labels = await wordsOf(language, "labels");
    const name = "Tao Gonçalves";
    const button = (key: string, facts?: Record<string, string | number>) =>
      page.getByRole("button", { name: words(key, facts) });
    const main = page.getByRole("main");
    await page.setViewportSize({ width: 1440, height: 900 });
    const outside: string[] = [];
    page.on("request", (request) => {
      const { protocol, host } = new URL(request.url());
      if (protocol.startsWith("http") && host !== new URL(desk.url).host) outside.push(request.url());
    });
    const troubles: string[] = [];
    page.on("pageerror", (error) => troubles.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") troubles.push(message.text());
    });
    await page.goto(desk.url);
    expect(page.url()).not.toContain("token");
    const french = await wordsOf("fr");
    if (language === "en") await page.getByRole("button", { name: french("header.english") }).click();
    await expect(page.locator("html")).toHaveAttribute("lang", language);

    await test.step("an empty day says how to start", async () => {
      await expect(page.getByText(words("board.empty"))).toBeVisible();
      await expectAccessible(page);
      await button("board.emptyButton").first().click();
    });

    await test.step("students, then the agenda, are checked, imported, and change nothing the second time", async () => {
      await expect(page.getByRole("heading", { name: words("import.title") })).toBeVisible();
      await expectAccessible(page);
      const give = (file: Parameters<ReturnType<typeof page.locator>["setInputFiles"]>[0]) =>
        page.locator("input[type=file]").setInputFiles(file);
      await give(students);
      await expect(main.getByText(imports("understood.title"))).toBeVisible();
      await expect(main.getByRole("cell", { name: "22600001" }).first()).toBeVisible();
      await expectAccessible(page);
      await page.getByRole("button", { name: imports("columns.check") }).click();
      await expect(main.getByText(words("import.dryRun"))).toBeVisible();
      await expectAccessible(page);
      await button("import.import_other", { count: 300 }).click();
      await expect(main.getByText(words("import.done"))).toBeVisible();
      await button("import.another").click();
      await give(students);
      await expect(main.getByText(words("import.willNotChange"))).toBeVisible();
      await button("import.another").click();
      await give({ name: "rdv.csv", mimeType: "text/csv", buffer: Buffer.from(agendaOf("22602924")) });
      await page.getByRole("button", { name: imports("columns.check") }).click();
      await button("import.import_one", { count: 1 }).click();
      await expect(main.getByText(words("import.done"))).toBeVisible();
      await expectAccessible(page);
      await button("import.toBoard").click();
    });

    await test.step("the student arrives and is served", async () => {
      await button("board.actionFor", { action: words("board.actions.arrived"), name }).click();
      await expect(page.getByText(words("board.waitingNow")).first()).toBeVisible();
      await expectAccessible(page);
      await button("board.actionFor", { action: words("board.actions.being-served"), name }).click();
      await expect(page.getByRole("heading", { name: words("step.heading.check-in") })).toBeVisible();
    });

    await test.step("the document is looked at, and only its kind is kept", async () => {
      await expect(button("common.next")).toBeDisabled();
      await page.getByText(words("checkIn.documents.passport")).click();
      await expect(button("common.next")).toBeEnabled();
      await expectAccessible(page);
      await button("common.next").click();
    });

    await test.step("the photo is taken, framed by keyboard, and seen on the card before it is confirmed", async () => {
      await button("photo.capture").click();
      await button("photo.preview").click();
      const preview = page.getByRole("img", { name: words("photo.previewAlt", { name }) });
      expect(await brightnessOfPhoto(preview)).toBeGreaterThan(60);
      await page.getByRole("button", { name: photo("back") }).click();
      await page.reload();
      await expect(button("photo.capture")).toBeEnabled();
      await expectAccessible(page);
      await button("photo.capture").click();
      const stage = page.getByLabel(words("photo.stage"));
      await stage.focus();
      const before = await stage.locator("img").getAttribute("style");
      await stage.press("+");
      for (let i = 0; i < 5; i += 1) await stage.press("ArrowUp");
      expect(await stage.locator("img").getAttribute("style")).not.toBe(before);
      await expectAccessible(page);
      await button("photo.preview").click();
      await expect(preview).toBeVisible();
      await expectAccessible(page);
      // Pushed up by hand, the head stands too high: the operator takes it all the same, and says why.
      await expect(button("photo.confirm")).toBeDisabled();
      await page.getByText(photo("reasons.recognisable"), { exact: true }).click();
      await button("photo.confirm").click();
    });

    await test.step("three choices, none made beforehand", async () => {
      await expect(page.getByRole("heading", { name: words("step.heading.choices") })).toBeVisible();
      const answers = main.getByRole("radio");
      for (const radio of (await answers.all()).slice(2)) await expect(radio).not.toBeChecked();
      await expectAccessible(page);
      const texts: {
        readonly choices: readonly {
          readonly subject: string;
          readonly question: Record<string, string>;
          readonly yes: Record<string, string>;
          readonly no: Record<string, string>;
        }[];
      } = JSON.parse(await readFile(new URL("../../assets/texts/choices.json", import.meta.url), "utf8"));
      for (const { subject, question, yes, no } of texts.choices) {
        const answer = (subject === "crous" ? yes : no)[language] ?? "";
        const group = page.getByRole("radiogroup", { name: question[language] ?? "" });
        await group.getByText(answer, { exact: true }).click();
        await expect(group.getByRole("radio", { name: answer, exact: true })).toBeChecked();
      }
      await page.getByText(words("choices.rulesRead"), { exact: true }).first().click();
      await expect(button("common.next")).toBeEnabled();
      await expectAccessible(page);
      await button("common.next").click();
    });

    await test.step("the card is made, each act seen as it happens", async () => {
      await button("issue.make").click();
      await expect(main.getByText(words("issue.acts.print")).first()).toBeVisible({ timeout: 15_000 });
      await expectAccessible(page);
    });

    await test.step("the card is looked at, tapped, and handed over", async () => {
      await expect(button("handOver.good")).toBeVisible({ timeout: 20_000 });
      await expectAccessible(page);
      await button("handOver.good").click();
      await button("handOver.simulatedTap").click();
      await expect(main.getByText(words("handOver.doneMeaning", { name }))).toBeVisible();
      await expectAccessible(page);
    });

    await test.step("the year's sticker is printed beside the card, taken, and another one is only printed for a reason", async () => {
      const year = page.getByRole("region", { name: labels("sticker.title", { year: "" }).trim() });
      await year.getByRole("button", { name: labels("sticker.print") }).click();
      await expect(year.getByRole("img")).toBeVisible({ timeout: 20_000 });
      await expectAccessible(page);
      await year.getByRole("button", { name: labels("sticker.out.take") }).click();
      await year.getByRole("button", { name: labels("sticker.again") }).click({ timeout: 20_000 });
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await expect(year.getByRole("button", { name: labels("sticker.again") })).toBeVisible();
    });

    await test.step("what will stop the printers before long is announced in the line of devices", async () => {
      const line = page.getByRole("contentinfo");
      await page.keyboard.press("Control+b");
      const faults = page.getByRole("region", { name: words("bench.faults") });
      for (const fault of ["ribbon-low", "cleaning-due"]) {
        await faults.getByText(words(`bench.fault.${fault}`), { exact: true }).click();
      }
      await page
        .getByRole("region", { name: labels("bench.title") })
        .getByText(labels("bench.fault.media-low"), { exact: true })
        .click();
      await page.keyboard.press("Control+b");
      for (const notice of [
        words("devices.notices.ribbon-low"),
        words("devices.notices.cleaning-due"),
        labels("notice.labels-low.word"),
      ]) {
        await expect(line.getByText(notice)).toBeVisible({ timeout: 20_000 });
      }
      const keys = line.getByRole("button", { name: words("devices.keys") });
      await expect(keys).toBeInViewport({ ratio: 1 });
      await expectAccessible(page);
    });

    expect(troubles).toEqual([]);
    expect(outside).toEqual([]);
  });
}
