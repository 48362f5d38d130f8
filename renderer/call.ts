import { createORPCClient, ORPCError } from "@orpc/client";
import { RPCLink as PortLink } from "@orpc/client/message-port";
import { RPCLink as SocketLink } from "@orpc/client/websocket";
import type { ContractRouterClient } from "@orpc/contract";
import type { contract } from "../main/contract/contract.ts";

/** Whether the station can be heard: not yet, yes, or no longer. */
export type Connection = "connecting" | "open" | "lost";

type Station = ContractRouterClient<typeof contract>;

interface Link {
  call(path: readonly string[], input: unknown, options: CallOptions): Promise<unknown>;
}

interface CallOptions {
  readonly signal?: AbortSignal;
  readonly lastEventId?: string | undefined;
  readonly context: Record<PropertyKey, never>;
}

const firstRetryMs = 250;
const slowestRetryMs = 4_000;

let state: Connection = "connecting";
let current = Promise.withResolvers<Link>();
const watchers = new Set<() => void>();

/** The connection, as a store for `useSyncExternalStore`. */
export const connection = {
  subscribe: (watcher: () => void): (() => void) => {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  },
  read: (): Connection => state,
};

/** The station. A call made while the connection is down waits for it; one cut in the middle rejects. */
export const station: Station = createORPCClient({
  call: async (path: readonly string[], input: unknown, options: CallOptions) => {
    try {
      return await (await current.promise).call(path, input, options);
    } catch (cause) {
      if (isRefused(cause)) for (const listener of refusals) listener();
      throw cause;
    }
  },
});

const refusals = new Set<() => void>();

/** Calls `listener` whenever the station refuses something to the role of whoever is signed in; gives what stops it. */
export function onRefusal(listener: () => void): () => void {
  refusals.add(listener);
  return () => refusals.delete(listener);
}

/** Whether the station refused because of the role of whoever asked. */
export function isRefused(cause: unknown): boolean {
  return cause instanceof ORPCError && cause.code === "FORBIDDEN";
}

function opened(link: Link): void {
  current.resolve(link);
  become("open");
}

function lost(): void {
  if (state === "open") current = Promise.withResolvers<Link>();
  become("lost");
}

function become(next: Connection): void {
  if (state === next) return;
  state = next;
  for (const watcher of watchers) watcher();
}

/** Chromium shell: a socket of the page's own origin, opened again after each cut, a little later each time. */
function connectBySocket(retryMs: number): void {
  const address = new URL("rpc", location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  address.pathname = "/rpc";
  const socket = new WebSocket(address);
  let delay = retryMs;
  socket.addEventListener("open", () => {
    delay = firstRetryMs;
    opened(new SocketLink({ websocket: socket }));
  });
  socket.addEventListener("close", () => {
    lost();
    setTimeout(() => connectBySocket(Math.min(delay * 2, slowestRetryMs)), delay);
  });
}

/** Electron shell: the preload hands over a port as the message `guichet-port`, and another one if the station restarts. */
function connectByPort(): void {
  window.addEventListener("message", (event) => {
    const [port] = event.ports;
    if (event.source !== window || event.data !== "guichet-port" || port === undefined) return;
    lost();
    port.addEventListener("close", lost);
    const link = new PortLink({ port });
    port.start();
    opened(link);
  });
}

if (location.protocol.startsWith("http")) connectBySocket(firstRetryMs);
else connectByPort();
