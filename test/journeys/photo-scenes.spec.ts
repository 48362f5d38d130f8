import { mkdtempSync, rmSync } from "node:fs";
import { chmod, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { PhotoFinding } from "../../main/core/photo/judging.ts";
import config from "../../playwright.config.ts";
import { writeFilm } from "./camera-film.ts";
import { type CutNetwork, openCutNetwork } from "./cut-network.ts";
import { expect, expectAccessible, test, wordsOf } from "./desk.ts";
import { type SceneName, sceneOf } from "./scenes.ts";

const folder = mkdtempSync(join(tmpdir(), "guichet-scenes-"));
/** What the camera plays; it is read anew each time the camera is opened. */
const film = join(folder, "now.y4m");
/** The browser, started in the network that leads nowhere. */
const cutBrowser = join(folder, "cut-browser");
const within: { prefix: readonly string[] } = { prefix: [] };
let network: CutNetwork | null = null;

test.use({
  within,
  launchOptions: {
    executablePath: cutBrowser,
    args: ["--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${film}`],
  },
});

test.beforeAll(async () => {
  const cut = await openCutNetwork();
  if (typeof cut === "string") {
    process.stdout.write(`THE NETWORK IS NOT CUT for this journey: ${cut}\n`);
  } else {
    network = cut;
    within.prefix = cut.prefix;
  }
  const browser = config.use?.launchOptions?.executablePath ?? "chromium";
  const command = [...within.prefix, browser].map((part) => `'${part}'`).join(" ");
  await writeFile(cutBrowser, `#!/bin/sh\nexec ${command} "$@"\n`);
  await chmod(cutBrowser, 0o755);
});
test.afterAll(async () => {
  await network?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Expected {
  readonly scene: SceneName;
  /** What is said while filming: "ready", or the one thing to do first. */
  readonly live: PhotoFinding | "ready";
  /** What is not good on the still, each with its state. */
  readonly still: Readonly<Partial<Record<PhotoFinding, "warn" | "block">>>;
}

const journeys: readonly Expected[] = [
  { scene: "dark", live: "too-dark", still: { "too-dark": "warn", "background-dark": "warn" } },
  { scene: "tilted", live: "tilted-right", still: {} },
  { scene: "two people", live: "several-faces", still: { "several-faces": "block" } },
  { scene: "nobody", live: "no-face", still: { "no-face": "block" } },
  { scene: "lens covered", live: "camera-covered", still: { "camera-covered": "block" } },
  { scene: "good", live: "ready", still: {} },
];

test("whatever stands before the camera, the desk says what to do about it, and only a photo without one face is refused", async ({
  page,
  desk,
}) => {
  test.setTimeout(300_000);
  const words = await wordsOf("fr");
  const photo = await wordsOf("fr", "photo");
  const reasons = await wordsOf("fr", "reasons");
  const button = (key: string) => page.getByRole("button", { name: words(key) });
  await writeFilm(film, await sceneOf("nobody"));
  await page.setViewportSize({ width: 1440, height: 900 });
  if (network !== null) expect(await network.interfaces()).toEqual(["lo"]);
  const sent = bytesSentBy(page);
  const troubles = troublesOf(page, new URL(desk.url).host);
  await page.goto(desk.url);
  for (const move of ["arrived", "being-served"] as const) {
    const action = words(`board.actions.${move}`);
    await page
      .getByRole("button", { name: words("board.actionFor", { action, name: "Tao Gonçalves" }) })
      .click();
  }
  await page.getByText(words("checkIn.documents.identity-card")).click();
  await button("common.next").click();

  for (const { scene, live, still } of journeys) {
    await test.step(scene, async () => {
      await page.getByText(words("photo.file"), { exact: true }).click();
      await writeFilm(film, await sceneOf(scene));
      await page.getByText(words("photo.camera"), { exact: true }).click();
      const hint = page.locator(".camera-hint");
      await expect(hint).toHaveAttribute("data-finding", live, { timeout: 20_000 });
      const said = live === "ready" ? photo("live.ready") : photo(`finding.${live}.todo`);
      await expect(hint.getByText(said)).toBeVisible();

      await button("photo.capture").click();
      const verdicts = page.locator(".verdict");
      await expect(verdicts.first()).toBeAttached();
      const told = await verdicts.evaluateAll((lines) =>
        lines.map((line) => [line.getAttribute("data-finding"), line.getAttribute("data-state")]),
      );
      expect(Object.fromEntries(told.filter(([, state]) => state !== "good"))).toEqual(still);
      if (scene === "two people") await expectAccessible(page);

      if (scene === "tilted") await comparedWithDocument(page, photo, sent);

      await button("photo.preview").click();
      const blocked = Object.entries(still).find(([, state]) => state === "block");
      if (blocked !== undefined) {
        const fault = blocked[0] === "several-faces" ? "several-faces" : "no-face";
        await expect(page.getByText(reasons(`photoFault.${fault}.what`)).first()).toBeVisible();
        await expect(button("photo.confirm")).toBeHidden();
      } else if (Object.keys(still).length > 0) {
        await expect(button("photo.confirm")).toBeDisabled();
        await page.getByText(photo("reasons.best-possible"), { exact: true }).click();
        await expect(button("photo.confirm")).toBeEnabled();
        await page.getByRole("button", { name: photo("back") }).click();
      } else {
        await expect(button("photo.confirm")).toBeEnabled();
        if (scene === "good") {
          await button("photo.confirm").click();
          return expect(page.getByRole("heading", { name: words("step.heading.choices") })).toBeVisible();
        }
        await page.getByRole("button", { name: photo("back") }).click();
      }
      await button("photo.retake").click();
    });
  }

  const policy = await page.evaluate(async () => (await fetch("/")).headers.get("content-security-policy"));
  expect(policy).toContain("default-src 'none'");
  expect(troubles).toEqual([]);
});

/** Gathers what a page, its threads included, asks of anybody else, and what it or its policy complains of. */
function troublesOf(page: Page, host: string): readonly string[] {
  const troubles: string[] = [];
  page.context().on("request", (request) => {
    const asked = new URL(request.url());
    if (asked.protocol.startsWith("http") && asked.host !== host) troubles.push(request.url());
  });
  page.on("pageerror", (error) => troubles.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" || /content security/i.test(message.text())) troubles.push(message.text());
  });
  return troubles;
}

/** Counts what a page has sent over its sockets. */
function bytesSentBy(page: Page): () => number {
  let bytes = 0;
  page.on("websocket", (socket) => socket.on("framesent", ({ payload }) => (bytes += payload.length)));
  return () => bytes;
}

/** Shows the identity document beside the photo and takes it away again: it is seen, and nothing of it leaves the screen. */
async function comparedWithDocument(
  page: Page,
  photo: (key: string) => string,
  sent: () => number,
): Promise<void> {
  const before = sent();
  expect(before).toBeGreaterThan(10_000);
  await page.getByRole("button", { name: photo("compare.open") }).click();
  const dialog = page.getByRole("dialog");
  const shown = dialog.getByRole("figure").filter({ hasText: photo("compare.photo") });
  await expect(shown.getByRole("img")).toBeVisible();
  const { height = 0 } = (await shown.boundingBox()) ?? {};
  expect(height, "large enough to compare").toBeGreaterThan(500);
  await dialog.getByRole("button", { name: photo("compare.freeze") }).click();
  await expect(dialog.getByRole("button", { name: photo("compare.again") })).toBeVisible();
  await dialog.getByRole("button", { name: photo("compare.close") }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: photo("compare.open") })).toBeFocused();
  expect(sent() - before).toBeLessThan(1000);
}
