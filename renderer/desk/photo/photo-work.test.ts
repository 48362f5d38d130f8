import { describe, expect, test } from "vitest";
import { type Preview, pictureKey, previewKey } from "../../../main/contract/photo.ts";
import { photoAfter, photoBegins } from "./photo-work.ts";

const opened = {
  picture: pictureKey.parse("019a0000-0000-7000-8000-000000000001"),
  jpeg: new Blob(["x"]),
  widthPx: 1920,
  heightPx: 1080,
};
const preview: Preview = {
  preview: previewKey.parse("019a0000-0000-7000-8000-000000000002"),
  png: new Blob(["x"]),
  back: null,
  fits: [],
};

describe("the work on a photo", () => {
  test("a student who has a photo is offered it; one who has none faces the camera at once", () => {
    expect(photoBegins(true).work).toEqual({ at: "offer" });
    expect(photoBegins(false).work).toEqual({ at: "source", from: "camera" });
  });

  test("a photo that arrives fills the frame", () => {
    const { work } = photoAfter(photoBegins(false), { kind: "opened", opened });
    expect(work).toMatchObject({ at: "framing", cut: { centreX: 960, centreY: 540, angleDegrees: 0 } });
  });

  test("a frame pulled outside the photo is brought back in", () => {
    const framing = photoAfter(photoBegins(false), { kind: "opened", opened });
    const cut = { centreX: -500, centreY: 540, angleDegrees: 0, scale: 1 };
    const { work } = photoAfter(framing, { kind: "framed", cut });
    expect(work.at === "framing" && work.cut.centreX).toBe(300);
  });

  test("going back from the preview finds the framing as it was left", () => {
    const framing = photoAfter(photoBegins(false), { kind: "opened", opened });
    const moved = photoAfter(framing, {
      kind: "framed",
      cut: { centreX: 800, centreY: 540, angleDegrees: 10, scale: 2 },
    });
    const seen = photoAfter(moved, { kind: "previewed", preview });
    expect(seen.work.at).toBe("preview");
    expect(photoAfter(seen, { kind: "back" })).toEqual(moved);
  });

  test("a refusal is said and loses nothing", () => {
    const framing = photoAfter(photoBegins(false), { kind: "opened", opened });
    const refused = photoAfter(framing, { kind: "refused", fault: { kind: "outside-picture" } });
    expect(refused).toEqual({ work: framing.work, fault: { kind: "outside-picture" } });
  });
});
