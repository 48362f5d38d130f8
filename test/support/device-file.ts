import { spawn } from "node:child_process";
import { once } from "node:events";
import { createConnection } from "node:net";

/** A device file of this machine behind which a printer on a socket is heard. */
export interface TestDevice {
  readonly device: string;
  stop(): Promise<void>;
}

/** Opens a terminal of its own, without echo or translation, and ties its other end to a socket: as near to `/dev/usb/lp0` as a test gets. */
export async function deviceFileOver(place: {
  readonly host: string;
  readonly port: number;
}): Promise<TestDevice> {
  const terminal = spawn("script", ["-q", "-c", "stty raw -echo; tty; exec sleep 600", "/dev/null"], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  let said = "";
  while (!said.includes("\n")) {
    const [bytes]: Buffer[] = await once(terminal.stdout, "data");
    said += String(bytes);
  }
  const socket = createConnection(place);
  socket.on("error", () => socket.destroy());
  terminal.stdin.on("error", () => socket.destroy());
  terminal.stdout.pipe(socket);
  socket.pipe(terminal.stdin);
  return {
    device: said.trim(),
    async stop() {
      socket.destroy();
      if (terminal.exitCode !== null || terminal.signalCode !== null) return;
      const gone = once(terminal, "exit");
      terminal.kill("SIGKILL");
      await gone;
    },
  };
}
