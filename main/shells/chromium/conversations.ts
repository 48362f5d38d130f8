import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type AnyRouter, onError } from "@orpc/server";
import { RPCHandler } from "@orpc/server/ws";
import { type WebSocket, WebSocketServer } from "ws";
import { bugsOnly } from "../page/bugs-only.ts";

/** The largest message a page may send: a photo straight from a camera fits, a flood does not. */
export const maximumMessageBytes = 64 * 1024 * 1024;

const farewellMs = 500;
const goingAway = 1001;
const internalError = 1011;

/** The WebSockets on which pages speak with the station. */
export interface Conversations {
  /** Turns an admitted request into a conversation; what the page says waits until the router is there. */
  begin(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Says goodbye on every socket and resolves when none is left. */
  end(): Promise<void>;
}

/** Prepares to speak with pages, each through the router of the moment it connects, which may still be on its way. */
export function openConversations(
  router: () => Promise<AnyRouter>,
  onBug: (error: unknown) => void = () => {},
): Conversations {
  const server = new WebSocketServer({ noServer: true, maxPayload: maximumMessageBytes });
  const handlers = new WeakMap<AnyRouter, RPCHandler<{ readonly connection: object }>>();
  const handler = async () => {
    const ready = await router();
    const known = handlers.get(ready) ?? new RPCHandler(ready, { interceptors: [onError(bugsOnly(onBug))] });
    handlers.set(ready, known);
    return known;
  };
  handler().catch(() => {});

  async function serve(socket: WebSocket): Promise<void> {
    socket.on("error", () => socket.terminate());
    socket.pause();
    try {
      await (await handler()).upgrade(socket, { context: { connection: socket } });
      socket.resume();
    } catch {
      socket.close(internalError);
      socket.resume();
    }
  }

  return {
    begin: (request, socket, head) => {
      server.handleUpgrade(request, socket, head, (opened) => void serve(opened));
    },
    end: async () => {
      await Promise.all([...server.clients].map(ended));
      server.close();
    },
  };
}

function ended(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const impatient = setTimeout(() => socket.terminate(), farewellMs);
    socket.once("close", () => {
      clearTimeout(impatient);
      resolve();
    });
    socket.close(goingAway);
  });
}
