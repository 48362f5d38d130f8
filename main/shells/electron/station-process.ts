import type { AnyRouter } from "@orpc/server";
import { saysLocked } from "./screen-lock.ts";
import { portServer } from "./serve-port.ts";

/**
 * Serves `router` on every port the Electron shell sends, and tells when the shell says that the screen was locked. Only for a process that
 * shell has forked.
 */
export function servePorts(
  router: () => Promise<AnyRouter>,
  onScreenLocked: () => void,
  onBug?: (error: unknown) => void,
): void {
  const serve = portServer(router, onBug);
  process.parentPort.on("message", ({ data, ports }) => {
    if (saysLocked(data)) onScreenLocked();
    for (const port of ports) void serve(port);
  });
}
