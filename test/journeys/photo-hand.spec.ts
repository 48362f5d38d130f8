import { readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CDPSession, Locator, Page } from "@playwright/test";
import sharp from "sharp";
import { mostMegabytes } from "../../main/core/photo/photo-weight.ts";
import { expect, expectAccessible, test, wordsOf } from "./desk.ts";
import { dropOn } from "./drop-on.ts";
import { name, portrait } from "./to-issue.ts";

test.use({ hasTouch: true, permissions: ["camera", "clipboard-write", "clipboard-read"] });

test("a camera is pulled out and comes back, a file is refused and another taken, and a photo is framed by finger and by keys alone", async ({
  page,
  desk,
}) => {
  test.setTimeout(180_000);
  const words = await wordsOf("fr");
  const photo = await wordsOf("fr", "photo");
  const reasons = await wordsOf("fr", "reasons");
  const button = (key: string) => page.getByRole("button", { name: words(key) });
  await page.addInitScript(letCameraBePulled);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(desk.url);
  // Whose turn it is not yet: their header has an obvious button of its own.
  await page
    .getByRole("button", { name: new RegExp(`${name}.*${words("board.readiness.orange")}`) })
    .press("o");
  await page.getByText(words("checkIn.documents.identity-card")).click();
  await button("common.next").click();
  const called = page.getByRole("button", { name: words("board.actions.arrived"), exact: true });
  await expect(button("photo.capture")).toBeEnabled();
  const stage = page.getByLabel(words("photo.stage"));
  const shown = stage.locator("img");

  await test.step("the camera pulled out during a countdown takes nothing, and films again once it is back", async () => {
    const chosen = page.getByLabel(words("photo.whichCamera"));
    await expect(chosen).toBeHidden();
    await camera(page, "a second one");
    await expect(chosen.getByRole("option")).toHaveCount(2);
    await expectAccessible(page);
    await page.getByText(photo("timerOn")).click();
    await button("photo.capture").click();
    await expect(page.locator(".camera-countdown")).toBeVisible();
    await camera(page, "none");
    await expect(page.getByText(words("photo.cameraFaults.absent.what"))).toBeVisible();
    await camera(page, "one");
    await expect(button("photo.capture")).toBeEnabled();
    await expect(page.locator(".camera-countdown")).toBeHidden();
    await page.getByText(photo("timerOn")).click();
    await expect(page.locator(".camera-view video")).toHaveCSS("transform", "matrix(-1, 0, 0, 1, 0, 0)");
  });

  await test.step("a file is dropped on the camera: one too heavy is refused and cuts nothing; a picture is pasted", async () => {
    const heavy = join(desk.folder, "film.jpg");
    await writeFile(heavy, "");
    await truncate(heavy, 70_000_000);
    await dropOn(page, page.locator(".camera-view"), heavy);
    await expect(page.getByText(reasons("photoFault.too-heavy.what", { mostMegabytes }))).toBeVisible();
    await expect(button("photo.capture")).toBeEnabled();
    await dropOn(page, page.locator(".camera-view"), portrait);
    await expect(stage).toBeFocused();
    await expect(page.getByText(reasons("photoFault.too-heavy.todo"))).toBeHidden();
    await button("photo.retake").click();
    await page.evaluate(toClipboard, (await readFile(portrait)).toString("base64"));
    await page.keyboard.press("Control+v");
    await expect(stage).toBeFocused();
    await expect(page.getByText(photo("autoDone"))).toBeVisible();
    await button("photo.retake").click();
  });

  await test.step("a refusal goes when something else is tried, and advice on a file speaks of files", async () => {
    const refusal = page.getByText(reasons("photoFault.not-a-photo.todo"));
    await page.getByText(words("photo.file"), { exact: true }).click();
    const picker = page.locator("input[type=file]");
    await picker.setInputFiles({ name: "photo.jpg", mimeType: "image/jpeg", buffer: Buffer.from("GIF89a-") });
    await expect(refusal).toBeVisible();
    await page.getByText(words("photo.camera"), { exact: true }).click();
    await expect(refusal).toBeHidden();
    await page.getByText(words("photo.file"), { exact: true }).click();
    const far = await sharp(portrait)
      .resize(360)
      .extend({ left: 160, right: 160, top: 160, background: "#cdcdcd" })
      .png()
      .toBuffer();
    await picker.setInputFiles({ name: "loin.png", mimeType: "image/png", buffer: far });
    await expect(page.getByText(photo("finding.too-coarse.file"))).toBeVisible();
    await button("photo.retake").click();
  });

  await test.step("a finger drags the photo, two enlarge it, and each is taken back", async () => {
    await expect(button("photo.capture")).toBeEnabled();
    await page.keyboard.press("Space");
    await expect(stage).toBeFocused();
    await expect(page.getByText(photo("autoDone"))).toBeVisible();
    const framed = await placeOf(shown);
    const hand = await page.context().newCDPSession(page);
    const { x = 0, y = 0 } = (await stage.boundingBox()) ?? {};
    await touch(hand, [[x + 150, y + 200]], [[x + 190, y + 230]]);
    const dragged = await placeOf(shown);
    expect(dragged.scale).toBeCloseTo(framed.scale, 6);
    expect(dragged.left).toBeGreaterThan(framed.left + 20);
    await touch(
      hand,
      [
        [x + 100, y + 200],
        [x + 220, y + 200],
      ],
      [
        [x + 130, y + 200],
        [x + 190, y + 200],
      ],
    );
    expect((await placeOf(shown)).scale).toBeLessThan(dragged.scale * 0.9);
    const undo = page.getByRole("button", { name: photo("undo") });
    while (await undo.isEnabled()) await undo.click();
    await expect(stage).toBeFocused();
    await expect(page.getByText(photo("autoLeft"))).toBeVisible();
  });

  await test.step("keys alone frame it, show it and confirm it, and nobody is called by the way", async () => {
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await expect(page.getByRole("button", { name: photo("auto") })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(stage).toBeFocused();
    await expect(page.getByText(photo("autoDone"))).toBeVisible();
    const straight = await placeOf(shown);
    await page.keyboard.press(">");
    expect((await placeOf(shown)).degrees).toBeCloseTo(straight.degrees + 0.5, 3);
    await page.keyboard.press("r");
    expect((await placeOf(shown)).degrees).toBeCloseTo(straight.degrees + 90.5, 3);
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    expect(await placeOf(shown)).toEqual(straight);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: words("photo.previewTitle") })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(stage).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(button("photo.confirm")).toBeEnabled();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: words("step.heading.choices") })).toBeVisible();
    await expect(called).toBeVisible();
  });
});

/**
 * Runs in the page. Chromium's fake camera can not be pulled out, so this is no unplugging: it tells the page what a browser tells of one
 * (tracks that end, a list that changes, a camera that is not found). `camera` says what is plugged in.
 */
function letCameraBePulled(): void {
  const devices = navigator.mediaDevices;
  const open = devices.getUserMedia.bind(devices);
  const list = devices.enumerateDevices.bind(devices);
  const running: MediaStreamTrack[] = [];
  let plugged = "one";
  devices.getUserMedia = async (wish) => {
    if (plugged === "none") throw new DOMException("no camera", "NotFoundError");
    const stream = await open(wish);
    running.push(...stream.getTracks());
    return stream;
  };
  devices.enumerateDevices = async () => {
    const found = (await list()).filter(({ kind }) => kind === "videoinput");
    if (plugged === "none") return [];
    const [one] = found;
    if (plugged !== "a second one" || one === undefined) return found;
    return [one, { ...one.toJSON(), kind: one.kind, deviceId: "second", label: "USB 2", toJSON: () => one }];
  };
  window.addEventListener("camera", (event) => {
    plugged = event instanceof CustomEvent ? String(event.detail) : plugged;
    for (const track of plugged === "none" ? running.splice(0) : []) {
      track.stop();
      track.dispatchEvent(new Event("ended"));
    }
    devices.dispatchEvent(new Event("devicechange"));
  });
}

/** Runs in the page: copies a picture, as another program would. */
async function toClipboard(base64: string): Promise<void> {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const picture = new Blob([bytes], { type: "image/png" });
  await navigator.clipboard.write([new ClipboardItem({ [picture.type]: picture })]);
}

function camera(page: Page, detail: "none" | "one" | "a second one"): Promise<boolean> {
  return page.evaluate((what) => window.dispatchEvent(new CustomEvent("camera", { detail: what })), detail);
}

interface Place {
  readonly left: number;
  readonly top: number;
  readonly scale: number;
  readonly degrees: number;
}

/** How a picture lies under its frame. */
async function placeOf(picture: Locator): Promise<Place> {
  const style = (await picture.getAttribute("style")) ?? "";
  const [a = 0, b = 0, , , left = 0, top = 0] = (/matrix\((.+)\)/.exec(style)?.[1] ?? "")
    .split(",")
    .map(Number);
  return { left, top, scale: Math.hypot(a, b), degrees: (Math.atan2(b, a) * 180) / Math.PI };
}

type Fingers = readonly (readonly [x: number, y: number])[];

/** Puts fingers down, moves each in a few steps, and lifts them. */
async function touch(hand: CDPSession, from: Fingers, to: Fingers): Promise<void> {
  const steps = 5;
  const at = (step: number) =>
    from.map(([x, y], id) => {
      const [toX, toY] = to[id] ?? [x, y];
      return { x: x + ((toX - x) * step) / steps, y: y + ((toY - y) * step) / steps, id };
    });
  await hand.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(0) });
  for (let step = 1; step <= steps; step += 1) {
    await hand.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(step) });
  }
  await hand.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
}
