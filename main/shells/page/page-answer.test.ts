import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answerPage } from "./page-answer.ts";
import { contentSecurityPolicy, pageHeaders } from "./page-headers.ts";

let folder = "";
let renderer = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "guichet-page-"));
  renderer = join(folder, "renderer");
  await mkdir(join(renderer, "assets"), { recursive: true });
  await writeFile(join(renderer, "index.html"), "<!doctype html>");
  await writeFile(join(renderer, "assets", "desk-AbCd1234.js"), "1");
  await writeFile(join(folder, "secret.txt"), "secret");
  await symlink(join(folder, "secret.txt"), join(renderer, "link.txt"));
  await symlink(folder, join(renderer, "above"));
});
afterAll(() => rm(folder, { recursive: true }));

test("the page is sent with its type and is asked for again each time", async () => {
  const page = await answerPage(renderer, "/");
  expect(page.status).toBe(200);
  expect(new TextDecoder().decode(page.body)).toBe("<!doctype html>");
  expect(page.headers).toMatchObject({
    ...pageHeaders,
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-cache",
  });
});

test("a file whose name carries its hash may be kept for ever", async () => {
  const { headers } = await answerPage(renderer, "/assets/desk-AbCd1234.js");
  expect(headers["cache-control"]).toContain("immutable");
});

test.each(["/link.txt", "/above/secret.txt", "/assets", "/none.html", "/index.html/x.js", "/../secret.txt"])(
  "%s shows nothing, and even that answer carries every protection",
  async (path) => {
    const answer = await answerPage(renderer, path);
    expect(answer.status).toBe(404);
    expect(answer.body.length).toBe(0);
    expect(answer.headers).toMatchObject(pageHeaders);
  },
);

test("before the page was built there is nothing to show, and no crash", async () => {
  expect((await answerPage(join(folder, "never-built"), "/")).status).toBe(404);
});

test("the policy lets the page load its own scripts, styles, fonts and station, and nothing from elsewhere", () => {
  const policy = new Map(contentSecurityPolicy.split("; ").map((line) => [line.split(" ")[0], line]));
  expect(policy.get("default-src")).toBe("default-src 'none'");
  for (const kind of ["style-src", "font-src", "connect-src"]) {
    expect(policy.get(kind)).toBe(`${kind} 'self'`);
  }
  expect(policy.get("script-src")).toBe("script-src 'self' 'wasm-unsafe-eval'");
  for (const kind of ["frame-src", "frame-ancestors", "form-action", "base-uri"]) {
    expect(policy.get(kind)).toBe(`${kind} 'none'`);
  }
  expect(policy.get("require-trusted-types-for")).toBe("require-trusted-types-for 'script'");
  expect(contentSecurityPolicy.replace("'wasm-unsafe-eval'", "")).not.toMatch(/unsafe|https?:|\*/);
  expect(pageHeaders["permissions-policy"]).toContain("camera=(self)");
  expect(pageHeaders["permissions-policy"]).toContain("microphone=()");
});
