import { describe, expect, test } from "vitest";
import { type Door, judgeRequest, judgeUpgrade, type Knock, passCookie, rpcPath } from "./admission.ts";

const token = "T".repeat(43);
const pass = "P".repeat(43);
const door: Door = { port: 41234, tokens: ["S".repeat(43), token], pass };
const ours = "http://127.0.0.1:41234";

const page: Knock = {
  method: "GET",
  target: "/",
  hosts: ["127.0.0.1:41234"],
  origins: [],
  cookies: [`${passCookie}=${pass}`],
};
const entry: Knock = { ...page, target: `/?token=${token}`, cookies: [] };
const upgrade: Knock = { ...page, target: rpcPath, origins: [ours] };

const notOurHosts: readonly (readonly string[])[] = [
  [],
  ["localhost:41234"],
  ["127.0.0.1"],
  ["127.0.0.1:41235"],
  ["127.0.0.1:41234.evil.example"],
  ["127.0.0.1:41234@evil.example"],
  ["rebound.evil.example:41234"],
  ["[::1]:41234"],
  ["127.0.0.1:41234", "evil.example"],
];
const notOurOrigins: readonly (readonly string[])[] = [
  ["null"],
  ["http://evil.example"],
  ["http://localhost:41234"],
  ["http://127.0.0.1:41235"],
  ["https://127.0.0.1:41234"],
  [`${ours}.evil.example`],
  [ours, ours],
];

describe("who is let into the page", () => {
  test("a browser with the token gets its pass, and one with the pass gets the page", () => {
    expect(judgeRequest(entry, door)).toEqual({ kind: "let-in", token });
    expect(judgeRequest(page, door)).toEqual({ kind: "page", pathname: "/" });
    expect(judgeRequest({ ...page, target: "/assets/a.js?v=1" }, door)).toEqual({
      kind: "page",
      pathname: "/assets/a.js",
    });
  });

  test.each(notOurHosts)("a name that is not our own address (%j) is refused, token or not", (...hosts) => {
    expect(judgeRequest({ ...entry, hosts }, door)).toEqual({ kind: "refuse", status: 403 });
    expect(judgeRequest({ ...page, hosts }, door)).toEqual({ kind: "refuse", status: 403 });
  });

  test.each(notOurOrigins)("a page of another origin (%j) is refused, token or not", (...origins) => {
    expect(judgeRequest({ ...entry, origins }, door)).toEqual({ kind: "refuse", status: 403 });
    expect(judgeRequest({ ...page, origins }, door)).toEqual({ kind: "refuse", status: 403 });
  });

  test.each([
    "/",
    "/?token=",
    `/?token=${token.slice(1)}`,
    `/?token=${token}x`,
    `/?token=${"X".repeat(43)}`,
    `/?token=${pass}`,
    `/assets/a.js?token=${token}`,
  ])("without the right token at the right place (%s) nobody comes in", (target) => {
    expect(judgeRequest({ ...entry, target }, door)).toEqual({ kind: "refuse", status: 403 });
  });

  test.each([
    [[]],
    [[`${passCookie}=`]],
    [[`${passCookie}=${token}`]],
    [[`x${passCookie}=${pass}`]],
    [[`${passCookie}=${pass}x`]],
  ])("a false pass (%j) opens nothing", (cookies) => {
    expect(judgeRequest({ ...page, cookies }, door)).toEqual({ kind: "refuse", status: 403 });
    expect(judgeUpgrade({ ...upgrade, cookies }, door)).toEqual({ kind: "refuse", status: 403 });
  });

  test("the pass is found among the cookies of other programs on this machine", () => {
    const cookies = ["other=1; x=2", `y=3; ${passCookie}=${pass};z=4`];
    expect(judgeRequest({ ...page, cookies }, door).kind).toBe("page");
  });

  test("a token already used up, followed with a pass, leads to the page", () => {
    expect(judgeRequest({ ...page, target: "/?token=used" }, door)).toEqual({ kind: "page", pathname: "/" });
  });

  test("only reading is possible", () => {
    for (const method of ["POST", "PUT", "OPTIONS", "TRACE", ""]) {
      expect(judgeRequest({ ...page, method }, door)).toEqual({ kind: "refuse", status: 405 });
      expect(judgeRequest({ ...entry, method }, door).kind).toBe("refuse");
    }
  });
});

describe("who may speak with the station", () => {
  test("our own page with its pass may", () => {
    expect(judgeUpgrade(upgrade, door)).toEqual({ kind: "converse" });
  });

  test.each(notOurHosts)("nobody under another name (%j)", (...hosts) => {
    expect(judgeUpgrade({ ...upgrade, hosts }, door)).toEqual({ kind: "refuse", status: 403 });
  });

  test.each([[], ...notOurOrigins])("no page without an origin or of another one (%j)", (...origins) => {
    expect(judgeUpgrade({ ...upgrade, origins }, door)).toEqual({ kind: "refuse", status: 403 });
  });

  test("nobody at another place", () => {
    expect(judgeUpgrade({ ...upgrade, target: "/" }, door)).toEqual({ kind: "refuse", status: 404 });
    expect(judgeUpgrade({ ...upgrade, target: `${rpcPath}?token=${token}` }, door).kind).toBe("refuse");
  });
});
