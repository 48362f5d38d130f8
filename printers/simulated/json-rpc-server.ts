import type { Socket } from "node:net";
import { z } from "zod";
import { type Listener, listenAt } from "./listener.ts";

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

/**
 * Listens on 127.0.0.1, or on the pipe of that path, for JSON-RPC without framing, one request a connection.
 * Some versions of the real service never close the connection: `leavesOpen` makes this one so.
 */
export function listenForRpc(
  port: number | string,
  leavesOpen: boolean,
  answer: RpcMethod,
): Promise<Listener> {
  async function reply(socket: Socket, request: z.infer<typeof rpcRequest>): Promise<void> {
    const outcome = await answer(request.method, request.params);
    const text = JSON.stringify({ id: request.id, jsonrpc: "2.0", ...outcome });
    if (leavesOpen) socket.write(text);
    else socket.end(text);
  }
  return listenAt(port, (socket) => {
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
