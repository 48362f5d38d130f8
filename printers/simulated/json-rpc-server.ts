import { createServer, type Socket } from "node:net";
import { z } from "zod";

/** A request as the simulated service takes it. */
const rpcRequest = z.object({
  jsonrpc: z.literal("2.0"),
  id: z.union([z.string(), z.number()]),
  method: z.string(),
  params: z.record(z.string(), z.string()),
});

/** What a method gives: a result, or an error of the service. */
export type RpcOutcome =
  | { readonly result: string }
  | { readonly error: { readonly code: number; readonly message: string } };

/** Answers one request. */
export type RpcMethod = (method: string, params: Readonly<Record<string, string>>) => Promise<RpcOutcome>;

/** A server that listens on the machine itself; `port` is 0 on a named pipe. */
export interface RpcServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Listens on 127.0.0.1, or on the pipe of that path, for JSON-RPC without framing, one request a connection.
 * Some versions of the real service never close the connection: `leavesOpen` makes this one so.
 */
export function listenForRpc(
  port: number | string,
  leavesOpen: boolean,
  answer: RpcMethod,
): Promise<RpcServer> {
  const open = new Set<Socket>();
  async function reply(socket: Socket, request: z.infer<typeof rpcRequest>): Promise<void> {
    const outcome = await answer(request.method, request.params);
    const text = JSON.stringify({ id: request.id, jsonrpc: "2.0", ...outcome });
    if (leavesOpen) socket.write(text);
    else socket.end(text);
  }
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => socket.destroy());
    const pieces: Buffer[] = [];
    socket.on("data", (bytes) => {
      pieces.push(bytes);
      if (!endsLikeJson(bytes)) return;
      const request = parsed(Buffer.concat(pieces).toString("utf8"));
      if (request === null) return;
      pieces.length = 0;
      void reply(socket, request);
    });
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    const listening = () => {
      const address = server.address();
      resolve({
        port: typeof address === "object" && address !== null ? address.port : 0,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            for (const socket of open) socket.destroy();
          }),
      });
    };
    if (typeof port === "string") server.listen(port, listening);
    else server.listen(port, "127.0.0.1", listening);
  });
}

function endsLikeJson(bytes: Buffer): boolean {
  return bytes.subarray(-8).toString("latin1").trimEnd().endsWith("}");
}

function parsed(text: string): z.infer<typeof rpcRequest> | null {
  try {
    return rpcRequest.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
