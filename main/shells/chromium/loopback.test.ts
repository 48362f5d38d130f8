import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/websocket";
import { type AnyRouter, ORPCError, os, type RouterClient } from "@orpc/server";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { z } from "zod";
import { pageHeaders } from "../page/page-headers.ts";
import { maximumMessageBytes } from "./conversations.ts";
import { type Loopback, openLoopback } from "./loopback.ts";

const router = {
  greet: os.input(z.strictObject({ name: z.string() })).handler(({ input }) => `Bonjour ${input.name}`),
  weigh: os.input(z.strictObject({ file: z.instanceof(Blob) })).handler(async ({ input }) => ({
    bytes: input.file.size,
    echo: new Blob([await input.file.arrayBuffer()]),
  })),
  count: os.handler(async function* () {
    yield 1;
    yield 2;
    yield 3;
  }),
  break: os.handler((): string => {
    throw new Error("a bug");
  }),
  refuse: os.handler((): string => {
    throw new ORPCError("UNAUTHORIZED");
  }),
};

let renderer = "";
let loopback: Loopback;
const onBug = vi.fn();
const routerReady = Promise.withResolvers<AnyRouter>();

beforeAll(async () => {
  renderer = await mkdtemp(join(tmpdir(), "guichet-loopback-"));
  await mkdir(join(renderer, "assets"));
  await writeFile(join(renderer, "index.html"), "<!doctype html><title>desk</title>");
  routerReady.resolve(router);
});
afterAll(() => rm(renderer, { recursive: true }));
beforeEach(async () => {
  onBug.mockClear();
  loopback = await openLoopback({ router: () => routerReady.promise, rendererFolder: renderer, onBug });
});
afterEach(() => loopback.close());

function port(): number {
  return portOf(loopback);
}

function portOf({ url }: Loopback): number {
  return Number(new URL(url).port);
}

function own(): string {
  return `http://127.0.0.1:${port()}`;
}

interface Answered {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

function ask(
  target: string,
  headers: Readonly<Record<string, string>> = {},
  method = "GET",
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port: port(), path: target, headers, method }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (text: string) => {
        body += text;
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    asked.on("error", reject);
    asked.end();
  });
}

async function enter(url = loopback.url): Promise<string> {
  const { headers } = await ask(url.slice(own().length));
  return headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
}

interface Refusal {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
}

function openSocket(
  headers: Readonly<Record<string, string>>,
  origin: string | undefined = own(),
): Promise<WebSocket | Refusal> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port()}/rpc`, { headers, ...(origin ? { origin } : {}) });
    socket.on("error", () => {});
    socket.on("open", () => resolve(socket));
    socket.on("unexpected-response", (_request, response) => {
      resolve({ status: response.statusCode ?? 0, headers: response.headers });
      socket.terminate();
    });
  });
}

async function conversation(): Promise<WebSocket> {
  const socket = await openSocket({ cookie: await enter() });
  if (!(socket instanceof WebSocket)) throw new Error(`refused: ${socket.status}`);
  return socket;
}

function clientOn(socket: WebSocket): RouterClient<typeof router> {
  return createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
}

function closeCode(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => {
    socket.on("close", resolve);
  });
}

describe("the way into the page", () => {
  test("the address lets in, leaves no token behind, and gives a pass no script and no other site can use", async () => {
    const first = await ask(loopback.url.slice(own().length));
    expect(first).toMatchObject({ status: 303, body: "" });
    expect(first.headers.location).toBe("/");
    expect(first.headers["set-cookie"]?.[0]).toMatch(
      /^guichet-pass=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/,
    );
    expect(first.headers["set-cookie"]?.[0]).not.toContain(new URL(loopback.url).searchParams.get("token"));
    const page = await ask("/", { cookie: await enter() });
    expect(page).toMatchObject({ status: 200, body: "<!doctype html><title>desk</title>" });
  });

  test("the token has 256 bits and is new at every launch", async () => {
    const token = new URL(loopback.url).searchParams.get("token") ?? "";
    expect(Buffer.from(token, "base64url").length).toBe(32);
    const other = await openLoopback({ router: () => routerReady.promise, rendererFolder: renderer });
    expect(new URL(other.url).searchParams.get("token")).not.toBe(token);
    await other.close();
  });

  test("the port drawn at a first launch is taken again, and another one where a program has it by then", async () => {
    const portFile = join(renderer, "window-port");
    const openWith = () =>
      openLoopback({ router: () => routerReady.promise, rendererFolder: renderer, portFile });
    const first = await openWith();
    const second = await openWith();
    expect(portOf(second)).not.toBe(portOf(first));
    await Promise.all([first.close(), second.close()]);
    const third = await openWith();
    expect(portOf(third)).toBe(portOf(second));
    await third.close();
    await writeFile(portFile, "80");
    const fourth = await openWith();
    expect(portOf(fourth)).toBeGreaterThan(1023);
    await fourth.close();
  });

  test("the window's address, which others can read on the command line, lets in once, at once and for nobody's cache", async () => {
    const url = loopback.windowUrl();
    const page = await ask(url.slice(own().length));
    expect(page).toMatchObject({ status: 200, body: "<!doctype html><title>desk</title>" });
    expect(page.headers["cache-control"]).toBe("no-store");
    expect(page.headers["set-cookie"]?.[0]).toMatch(
      /^guichet-pass=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/,
    );
    expect((await ask(url.slice(own().length))).status).toBe(403);
    expect(await enter()).not.toBe("");
  });

  test("without a pass even the page's files stay closed", async () => {
    for (const target of ["/", "/index.html", "/?token=wrong", "/assets/none.js"]) {
      expect((await ask(target)).status).toBe(403);
    }
  });

  test("a foreign name rebound to this machine is refused even with the token and the pass", async () => {
    const cookie = await enter();
    const host = `rebound.evil.example:${port()}`;
    expect((await ask("/", { host, cookie })).status).toBe(403);
    const entry = await ask(loopback.url.slice(own().length), { host });
    expect(entry.status).toBe(403);
    expect(entry.headers["set-cookie"]).toBeUndefined();
  });

  test("a page of another origin is refused even with the pass", async () => {
    const cookie = await enter();
    expect((await ask("/", { origin: "http://evil.example", cookie })).status).toBe(403);
    expect((await ask("/", { origin: own(), cookie })).status).toBe(200);
  });

  test("no way leads out of the page's folder", async () => {
    const cookie = await enter();
    await writeFile(`${renderer}.txt`, "secret");
    for (const target of [
      `/../${renderer.split("/").at(-1)}.txt`,
      "/..%2f..%2fetc/passwd.txt",
      "/assets/",
      "/assets",
    ]) {
      expect(await ask(target, { cookie })).toMatchObject({ status: 404, body: "" });
    }
    await rm(`${renderer}.txt`);
  });

  test("every answer, good or bad, carries the policy and the other protections", async () => {
    const cookie = await enter();
    const refusedSocket = await openSocket({});
    const answers = [
      await ask(loopback.url.slice(own().length)),
      await ask("/", { cookie }),
      await ask("/none.js", { cookie }),
      await ask("/"),
      await ask("/", { cookie }, "POST"),
      await ask("/rpc", { cookie }),
      await ask("/", { host: "evil.example" }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([303, 200, 404, 403, 405, 404, 403]);
    for (const { headers } of answers) expect(headers).toMatchObject(pageHeaders);
    expect("headers" in refusedSocket && refusedSocket.headers).toMatchObject(pageHeaders);
  });

  test("what is not HTTP at all gets a bare refusal with the same protections", async () => {
    const text = await new Promise<string>((resolve) => {
      let said = "";
      const socket = connect(port(), "127.0.0.1", () => socket.write("HELLO\r\n\r\n"));
      socket.on("data", (bytes) => {
        said += bytes.toString();
      });
      socket.on("close", () => resolve(said));
    });
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect(text).toContain(`content-security-policy: ${pageHeaders["content-security-policy"]}\r\n`);
  });

  test("pages are served before the station is ready, and what is asked of it meanwhile is answered when it is", async () => {
    const later = Promise.withResolvers<AnyRouter>();
    await loopback.close();
    loopback = await openLoopback({ router: () => later.promise, rendererFolder: renderer });
    expect((await ask("/", { cookie: await enter() })).status).toBe(200);
    const answered = clientOn(await conversation()).greet({ name: "Zoé" });
    await ask("/");
    await ask("/");
    later.resolve(router);
    expect(await answered).toBe("Bonjour Zoé");
  });

  test("a station that cannot start ends the conversation instead of leaving the page waiting", async () => {
    await loopback.close();
    loopback = await openLoopback({
      router: () => Promise.reject(new Error("no disk")),
      rendererFolder: renderer,
    });
    expect(await closeCode(await conversation())).toBe(1011);
  });
});

describe("speaking with the station", () => {
  test("a call, an upload and a stream of events all pass through one socket", async () => {
    const socket = await conversation();
    const client = clientOn(socket);
    expect(await client.greet({ name: "Ștefan" })).toBe("Bonjour Ștefan");
    const photo = new Blob([new Uint8Array(3_000_000).fill(7)], { type: "image/jpeg" });
    const weighed = await client.weigh({ file: photo });
    expect(weighed.bytes).toBe(3_000_000);
    const echo = Buffer.from(await weighed.echo.arrayBuffer());
    expect(echo.equals(Buffer.from(await photo.arrayBuffer()))).toBe(true);
    const heard: number[] = [];
    for await (const number of await client.count()) heard.push(number);
    expect(heard).toEqual([1, 2, 3]);
    socket.close();
  });

  test("a bug in the station is told to its log and reaches the page without its text", async () => {
    const socket = await conversation();
    await expect(clientOn(socket).break()).rejects.not.toThrow(/a bug/);
    expect(onBug).toHaveBeenCalledWith(expect.objectContaining({ message: "a bug" }), expect.anything());
    socket.close();
  });

  test("what the station rightly refuses is told to the page alone", async () => {
    const socket = await conversation();
    await expect(clientOn(socket).refuse()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    expect(onBug).not.toHaveBeenCalled();
    socket.close();
  });

  test.each([
    ["no pass", () => ({}), () => own()],
    ["a false pass", () => ({ cookie: "guichet-pass=x" }), () => own()],
    ["another origin", (cookie: string) => ({ cookie }), () => "http://evil.example"],
    ["no origin", (cookie: string) => ({ cookie }), () => ""],
    ["a rebound name", (cookie: string) => ({ cookie, host: "evil.example" }), () => own()],
  ])("with %s no socket opens", async (_name, headers, origin) => {
    expect(await openSocket(headers(await enter()), origin())).toMatchObject({ status: 403 });
  });

  test("a message larger than any photo ends the conversation, and the next one works", async () => {
    const flood = await conversation();
    const code = closeCode(flood);
    flood.send(Buffer.alloc(maximumMessageBytes + 1));
    expect(await code).toBe(1009);
    const socket = await conversation();
    expect(await clientOn(socket).greet({ name: "Léa" })).toBe("Bonjour Léa");
    socket.close();
  });

  test("when the desk closes, every socket ends and nothing listens any more", async () => {
    const sockets = [await conversation(), await conversation()];
    const codes = sockets.map(closeCode);
    await loopback.close();
    expect(await Promise.all(codes)).toEqual([1001, 1001]);
    await expect(ask("/")).rejects.toThrow(/ECONNREFUSED/);
  });
});
