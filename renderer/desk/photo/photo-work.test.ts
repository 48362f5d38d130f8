import { describe, expect, test } from "vitest";
import { type Preview, pictureKey, previewKey } from "../../../main/contract/photo.ts";
import { framedHead } from "../../../main/core/photo/auto-framing.ts";
import { photoAfter, photoBegins, sourceOf } from "./photo-work.ts";

const opened = {
  picture: pictureKey.parse("019a0000-0000-7000-8000-000000000001"),
  jpeg: new Blob(["x"]),
  widthPx: 1920,
  heightPx: 1080,
  seen: null,
};
const preview: Preview = {
  preview: previewKey.parse("019a0000-0000-7000-8000-000000000002"),
  png: new Blob(["x"]),
  back: null,
  fits: [],
  verdicts: [],
  decided: null,
};

const head = { target: 0.7, least: 0.62, most: 0.85, crownMargin: 0.09 };

describe("the work on a photo", () => {
  test("a student who has a photo is offered it; one who has none faces the camera at once", () => {
    expect(photoBegins(true).work).toEqual({ at: "offer" });
    expect(photoBegins(false).work).toEqual({ at: "source", from: "camera" });
  });

  test("a photo that arrives fills the frame", () => {
    const { work } = photoAfter(photoBegins(false), { kind: "opened", opened, from: "camera", head: null });
    expect(work).toMatchObject({ at: "framing", cut: { centreX: 960, centreY: 540, angleDegrees: 0 } });
  });

  test("a frame pulled outside the photo is brought back in", () => {
    const framing = photoAfter(photoBegins(false), { kind: "opened", opened, from: "camera", head: null });
    const cut = { centreX: -500, centreY: 540, angleDegrees: 0, scale: 1 };
    const { work } = photoAfter(framing, { kind: "framed", cut, by: "drag" });
    expect(work.at === "framing" && work.cut.centreX).toBe(300);
  });

  test("going back from the preview finds the framing as it was left", () => {
    const framing = photoAfter(photoBegins(false), { kind: "opened", opened, from: "camera", head: null });
    const moved = photoAfter(framing, {
      kind: "framed",
      by: "drag",
      cut: { centreX: 800, centreY: 540, angleDegrees: 10, scale: 2 },
    });
    const seen = photoAfter(moved, { kind: "previewed", preview });
    expect(seen.work.at).toBe("preview");
    expect(photoAfter(seen, { kind: "back" })).toEqual(moved);
  });

  test("a refusal is said and loses nothing", () => {
    const framing = photoAfter(photoBegins(false), { kind: "opened", opened, from: "camera", head: null });
    const refused = photoAfter(framing, { kind: "refused", fault: { kind: "outside-picture" } });
    expect(refused).toEqual({ work: framing.work, fault: { kind: "outside-picture" } });
  });

  test("what was refused is over once something else is tried", () => {
    const refused = photoAfter(photoBegins(false), { kind: "refused", fault: { kind: "empty" } });
    expect(photoAfter(refused, { kind: "tried" })).toEqual({ work: refused.work, fault: null });
  });

  test("a shot stays a shot to its preview; a photo that was kept is a file", () => {
    const shot = photoAfter(photoBegins(false), { kind: "opened", opened, from: "camera", head: null });
    expect(sourceOf(photoAfter(shot, { kind: "previewed", preview }).work)).toBe("camera");
    expect(sourceOf(photoAfter(photoBegins(true), { kind: "previewed", preview }).work)).toBe("file");
  });

  test("a face found is set straight, in the middle and at the rule's height, and that can be taken back", () => {
    const face = {
      leftEye: { x: 900, y: 480 },
      rightEye: { x: 1020, y: 500 },
      chin: { x: 950, y: 640 },
      widthPx: 300,
      yawDegrees: 0,
      score: 1,
    };
    const seen = { widthPx: 1920, heightPx: 1080, faces: [face], figures: null, meanLight: 0.5 };
    const { work } = photoAfter(photoBegins(false), {
      kind: "opened",
      opened: { ...opened, seen },
      from: "camera",
      head,
    });
    if (work.at !== "framing") throw new Error(work.at);
    const standing = framedHead(face, work.cut);
    expect(standing.tiltDegrees).toBeCloseTo(0, 6);
    expect(standing.eyesAcross).toBeCloseTo(0.5, 6);
    expect(standing.heightShare).toBeCloseTo(0.7, 6);
    expect(standing.crownDown).toBeCloseTo(0.09, 6);
    const back = photoAfter({ work, fault: null }, { kind: "undo" });
    expect(back.work).toMatchObject({ cut: { centreX: 960, centreY: 540, angleDegrees: 0 }, past: [] });
  });

  test("a drag is undone as one, a zoom after it by itself", () => {
    let state = photoAfter(photoBegins(false), { kind: "opened", opened, from: "camera", head: null });
    const whole = state.work.at === "framing" ? state.work.cut : null;
    const zoomed = { centreX: 960, centreY: 540, angleDegrees: 0, scale: 2 };
    for (const cut of [zoomed, { ...zoomed, scale: 2.2 }]) {
      state = photoAfter(state, { kind: "framed", by: "zoom", cut });
    }
    for (const centreX of [900, 880, 870]) {
      state = photoAfter(state, { kind: "framed", by: "drag", cut: { ...zoomed, scale: 2.2, centreX } });
    }
    state = photoAfter(state, { kind: "undo" });
    expect(state.work).toMatchObject({ cut: { centreX: 960, scale: 2.2 } });
    state = photoAfter(state, { kind: "undo" });
    expect(state.work).toMatchObject({ cut: whole });
    expect(photoAfter(state, { kind: "undo" })).toEqual(state);
  });
});
