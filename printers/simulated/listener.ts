import { createServer, type Socket } from "node:net";

/** A simulated device that is heard on this machine. */
export interface Listener {
  /** 0 on a named pipe. */
  readonly port: number;
  /** Hears nobody any more, and cuts whoever is still connected. */
  close(): Promise<void>;
}

/** Listens on 127.0.0.1 (port 0 takes any free one), or on the pipe of that path; `hear` may destroy a connection it does not want. */
export async function listenAt(place: number | string, hear: (socket: Socket) => void): Promise<Listener> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => socket.destroy());
    hear(socket);
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  if (typeof place === "string") server.listen(place, resolve);
  else server.listen(place, "127.0.0.1", resolve);
  await promise;
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of open) socket.destroy();
      }),
  };
}

/** Where a machine that is itself on the network is heard; closing it stops the machine too. */
export interface HeardMachine {
  readonly host: "127.0.0.1";
  readonly port: number;
  close(): Promise<void>;
}

/** Puts a machine on a port; `hear` is told of a connection unless the machine is switched off, and gives what takes its bytes. */
export async function onNetwork<M extends { has(fault: "offline"): boolean; close(): void }>(
  machine: M,
  port: number,
  hear: (socket: Socket) => (bytes: Uint8Array) => void,
): Promise<Omit<M, "close"> & HeardMachine> {
  const listener = await listenAt(port, (socket) => {
    if (machine.has("offline")) socket.destroy();
    else socket.on("data", hear(socket));
  });
  return {
    ...machine,
    host: "127.0.0.1",
    port: listener.port,
    close() {
      machine.close();
      return listener.close();
    },
  };
}
