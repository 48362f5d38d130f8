import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pageFileAt } from "./page-path.ts";

describe("which file of the page a path names", () => {
  test.each([
    ["/", ["index.html"], "text/html; charset=utf-8", false],
    ["/assets/index-BxYz1_34.js", ["assets", "index-BxYz1_34.js"], "text/javascript; charset=utf-8", true],
    ["/assets/noto.woff2", ["assets", "noto.woff2"], "font/woff2", false],
    ["/detector/face.wasm", ["detector", "face.wasm"], "application/wasm", false],
    ["/detector/mesh.bin", ["detector", "mesh.bin"], "application/octet-stream", false],
    ["/index-BxYz1234.js", ["index-BxYz1234.js"], "text/javascript; charset=utf-8", false],
  ])("%s is one", (path, segments, mediaType, hashed) => {
    expect(pageFileAt(path)).toEqual({ segments, mediaType, hashed });
  });

  test.each([
    "",
    "index.html",
    "//index.html",
    "/assets/",
    "/../index.html",
    "/assets/../../index.html",
    "/%2e%2e/index.html",
    "/..%2findex.html",
    "/assets/..\\..\\index.html",
    "/C:/index.html",
    "/index.html::$DATA.txt",
    "/.git/index.html",
    "/.env.txt",
    "/index.html\0.png",
    "/index..html",
    "/data.sqlite",
    "/key",
    "http://evil.example/index.html",
  ])("%j is none", (path) => {
    expect(pageFileAt(path)).toBeNull();
  });

  test("no path whatever climbs out of the page's folder or into a hidden file", () => {
    const pieces = fc.constantFrom(
      "..",
      ".",
      "/",
      "\\",
      "%2e",
      "%2f",
      "a",
      "assets",
      ".js",
      ".html",
      ":",
      "\0",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const file = pageFileAt(`/${parts.join("")}`);
        for (const segment of file?.segments ?? []) {
          expect(segment).toMatch(/^[^./\\:%\0][^/\\:%\0]*$/);
          expect(segment).not.toContain("..");
        }
      }),
    );
  });
});
