import { once } from "node:events";
import { createServer } from "node:http";

/** A server of one empty page that tells when it was painted. */
export interface BlankPage {
  readonly url: string;
  /** The moment, in milliseconds since 1970, at which the next browser to ask has painted the page. */
  painted(): Promise<number>;
  close(): Promise<void>;
}

/** The same question as is asked of the board: when was the first frame painted. */
const page = `<!doctype html><title></title><script>
requestAnimationFrame(() => {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => fetch("/painted?at=" + (performance.timeOrigin + performance.now()));
  channel.port2.postMessage(null);
})</script>`;

/** Serves the empty page on a free port of this machine. */
export async function serveBlankPage(): Promise<BlankPage> {
  let waiting = Promise.withResolvers<number>();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
    if (pathname === "/painted") waiting.resolve(Number(searchParams.get("at")));
    response.writeHead(200, { "content-type": "text/html", "cache-control": "no-store" });
    response.end(pathname === "/" ? page : "");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return {
    url: `http://127.0.0.1:${address.port}/`,
    painted() {
      waiting = Promise.withResolvers();
      return waiting.promise;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
