import type { SupportedMessagePort } from "@orpc/client/message-port";
import { type AnyRouter, onError } from "@orpc/server";
import { RPCHandler } from "@orpc/server/message-port";
import { bugsOnly } from "../page/bugs-only.ts";

/** One end of a channel to a page, which holds what it hears until it is started. */
export type StationPort = SupportedMessagePort & { start(): void; close(): void };

/**
 * Prepares to answer calls on each port handed to the function given back, from the router of that moment, which may still be on its way.
 * A port is closed when the router will never come.
 */
export function portServer(
  router: () => Promise<AnyRouter>,
  onBug: (error: unknown) => void = () => {},
): (port: StationPort) => Promise<void> {
  const handlers = new WeakMap<AnyRouter, RPCHandler<{ readonly connection: object }>>();
  const handler = async () => {
    const ready = await router();
    const known = handlers.get(ready) ?? new RPCHandler(ready, { interceptors: [onError(bugsOnly(onBug))] });
    handlers.set(ready, known);
    return known;
  };
  handler().catch(() => {});
  return async (port) => {
    try {
      (await handler()).upgrade(port, { context: { connection: port } });
      port.start();
    } catch {
      port.close();
    }
  };
}
