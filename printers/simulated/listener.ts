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
