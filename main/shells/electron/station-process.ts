import type { AnyRouter } from "@orpc/server";
import { portServer } from "./serve-port.ts";

/** Serves `router` on every port the Electron shell sends. Only for a process that shell has forked. */
export function servePorts(router: Promise<AnyRouter>, onBug?: (error: unknown) => void): void {
  const serve = portServer(router, onBug);
  process.parentPort.on("message", ({ ports }) => {
    for (const port of ports) void serve(port);
  });
}
