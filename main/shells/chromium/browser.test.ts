import { describe, expect, test } from "vitest";
import { browserArguments } from "./browser-arguments.ts";
import { browserPlaces } from "./browser-places.ts";
import { preferencesGrantingCamera } from "./browser-preferences.ts";
import { hasDisplay } from "./display.ts";
import { lockHolder } from "./profile-lock.ts";

const wish = {
  url: "http://127.0.0.1:41234/?token=x",
  profileFolder: "/data/window",
  kiosk: false,
  asRoot: false,
};

describe("the browser that shows the desk", () => {
  test("on Debian it is Chromium first, then Chrome, then Edge, also elsewhere on the path", () => {
    const places = browserPlaces("linux", { PATH: "/opt/bin:relative" });
    expect(places[0]).toBe("/usr/bin/chromium");
    expect(places).toContain("/usr/bin/google-chrome");
    expect(places.indexOf("/opt/bin/chromium")).toBeLessThan(places.indexOf("/usr/bin/microsoft-edge"));
    expect(places.every((place) => place.startsWith("/"))).toBe(true);
    expect(new Set(places).size).toBe(places.length);
  });

  test("on Windows and macOS the usual places are known, Edge among them", () => {
    expect(browserPlaces("win32", { PROGRAMFILES: "C:\\Program Files" })).toEqual([
      "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
      "C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe",
    ]);
    expect(browserPlaces("darwin", { HOME: "/Users/a" })).toContain(
      "/Users/a/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    );
  });

  test("the technician's own choice goes before all", () => {
    expect(browserPlaces("linux", { GUICHET_BROWSER: "/opt/x" })[0]).toBe("/opt/x");
  });

  test("it opens as an app in a profile of its own, and never answers its own questions", () => {
    const line = browserArguments(wish);
    expect(line).toContain("--app=http://127.0.0.1:41234/?token=x");
    expect(line).toContain("--user-data-dir=/data/window");
    expect(line).not.toContain("--kiosk");
    expect(line.join(" ")).not.toMatch(/fake|disable-web-security|remote-debugging/);
  });

  test("only root loses the sandbox, only a kiosk fills the screen", () => {
    expect(browserArguments(wish)).not.toContain("--no-sandbox");
    expect(browserArguments({ ...wish, asRoot: true })).toContain("--no-sandbox");
    expect(browserArguments({ ...wish, kiosk: true })).toContain("--kiosk");
  });

  test("no window is tried where nothing can show one", () => {
    expect(hasDisplay("linux", {})).toBe(false);
    expect(hasDisplay("linux", { DISPLAY: "" })).toBe(false);
    expect(hasDisplay("linux", { DISPLAY: ":0" })).toBe(true);
    expect(hasDisplay("linux", { WAYLAND_DISPLAY: "wayland-0" })).toBe(true);
    expect(hasDisplay("darwin", {})).toBe(true);
    expect(hasDisplay("win32", {})).toBe(true);
  });

  test("a profile's lock names a process of this machine, or none of ours", () => {
    expect(lockHolder("desk-3-1234", "desk-3")).toBe(1234);
    expect(lockHolder("desk-4-1234", "desk-3")).toBeNull();
    expect(lockHolder("nonsense", "desk-3")).toBeNull();
  });
});

function profileIn(text: string) {
  return JSON.parse(text).profile;
}

describe("the camera granted to the desk", () => {
  test.each([null, "", "not json", "[]", '{"profile":7}'])(
    "whatever the file held (%j), to our address alone",
    (before) => {
      const profile = profileIn(preferencesGrantingCamera(before, "http://127.0.0.1:41234"));
      expect(profile.content_settings.exceptions.media_stream_camera).toEqual({
        "http://127.0.0.1:41234,*": { setting: 1 },
      });
      expect(profile.default_content_setting_values).toMatchObject({
        media_stream_camera: 2,
        media_stream_mic: 2,
      });
    },
  );

  test("a new launch takes the grant of the earlier one away and leaves the rest of the file", () => {
    const first = preferencesGrantingCamera(
      '{"a":1,"profile":{"b":2,"content_settings":{"c":3}}}',
      "http://127.0.0.1:1",
    );
    const text = preferencesGrantingCamera(first, "http://127.0.0.1:2");
    expect(JSON.parse(text)).toMatchObject({ a: 1, profile: { b: 2, content_settings: { c: 3 } } });
    expect(text).not.toContain("http://127.0.0.1:1,");
  });
});
