import { randomBytes } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { AnyRouter } from "@orpc/server";
import { answerPage } from "../page/page-answer.ts";
import { pageHeaders } from "../page/page-headers.ts";
import { judgeRequest, judgeUpgrade, type Knock, passCookie } from "./admission.ts";
import type { Conversations } from "./conversations.ts";
import { listenOnKept } from "./kept-port.ts";

// Imported, it would read every export, and one of them loads a whole web client: 35 ms before the window is asked for.
const { createServer, STATUS_CODES } = process.getBuiltinModule("node:http");

/** The desk served to browsers of this machine alone. */
export interface Loopback {
  /** The address to show when no window can be opened; it lets in whoever knows it for as long as the desk runs. */
  readonly url: string;
  /** An address that lets in once: fit for a command line, which other users of the machine can read. */
  windowUrl(): string;
  /** Stops listening and ends every connection. */
  close(): Promise<void>;
}

/** What the loopback serves, and whom it tells of bugs. */
export interface LoopbackOptions {
  /** What a page that connects speaks with. Pages are served before it resolves; calls wait for it. */
  readonly router: () => Promise<AnyRouter>;
  readonly rendererFolder: string;
  /** Keeps the port for the next launch, where given: what a browser has compiled and kept belongs to one address. */
  readonly portFile?: string;
  /** Told of each error thrown while answering a call. */
  readonly onBug?: (error: unknown) => void;
}

/**
 * Listens on a port of 127.0.0.1 drawn at random, the one drawn at an earlier launch while it is still free, behind a token
 * made for this launch; resolves as soon as pages can be asked for.
 */
export async function openLoopback(options: LoopbackOptions): Promise<Loopback> {
  const lasting = newSecret();
  const single = new Set<string>();
  const pass = newSecret();
  let speaking: Promise<Conversations> | undefined;
  // What speaks with pages takes long to read: the browser is started first.
  const conversations = () => {
    speaking ??= import("./conversations.ts").then(({ openConversations }) =>
      openConversations(options.router, options.onBug),
    );
    return speaking;
  };
  options.router().then(conversations, () => undefined);
  let port = 0;
  const door = () => ({ port, tokens: [lasting, ...single], pass });

  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else send(response, 500);
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const verdict = judgeRequest(knockOf(request), door());
    switch (verdict.kind) {
      case "refuse":
        return send(response, verdict.status);
      case "let-in": {
        const cookie = { "set-cookie": `${passCookie}=${pass}; HttpOnly; SameSite=Strict; Path=/` };
        // A token that lets in once is worth nothing afterwards: the page is answered at once, and takes it out of its address.
        if (single.delete(verdict.token)) {
          return sendPage(response, "/", { ...cookie, "cache-control": "no-store" });
        }
        return send(response, 303, { location: "/", ...cookie });
      }
      case "page":
        return sendPage(response, verdict.pathname);
      case "converse":
        return send(response, 404);
    }
  }

  async function sendPage(
    response: ServerResponse,
    pathname: string,
    more: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const page = await answerPage(options.rendererFolder, pathname);
    response.writeHead(page.status, { ...page.headers, ...more, "content-length": page.body.length });
    response.end(page.body);
  }

  server.on("upgrade", (request, socket, head) => {
    const verdict = judgeUpgrade(knockOf(request), door());
    if (verdict.kind !== "converse") {
      refuseSocket(socket, verdict.kind === "refuse" ? verdict.status : 404);
      return;
    }
    socket.on("error", () => socket.destroy());
    conversations().then(
      (ready) => ready.begin(request, socket, head),
      () => refuseSocket(socket, 500),
    );
  });
  server.on("clientError", (_error, socket) => {
    if (socket.writable) refuseSocket(socket, 400);
    else socket.destroy();
  });

  port = await listenOnKept(server, options.portFile);

  const urlWith = (token: string) => `http://127.0.0.1:${port}/?token=${token}`;
  return {
    url: urlWith(lasting),
    windowUrl: () => {
      const token = newSecret();
      single.add(token);
      return urlWith(token);
    },
    close: async () => {
      if (!server.listening) return;
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await (await speaking)?.end();
      await closed;
    },
  };
}

/** 256 bits that no other launch has. */
function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

function knockOf(request: IncomingMessage): Knock {
  const { host: hosts = [], origin: origins = [], cookie: cookies = [] } = request.headersDistinct;
  return {
    method: request.method ?? "",
    target: request.url ?? "",
    hosts,
    origins,
    cookies,
  };
}

function send(response: ServerResponse, status: number, more: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { ...pageHeaders, "cache-control": "no-store", "content-length": 0, ...more });
  response.end();
}

function refuseSocket(socket: Duplex, status: number): void {
  const lines = Object.entries(pageHeaders).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.on("error", () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}content-length: 0\r\nconnection: close\r\n\r\n`,
  );
}
